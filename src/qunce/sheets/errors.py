"""Why a file was not read. Nothing of such a file was taken in.

SheetError
├── Broken          damaged; `where` says how far it could be read
├── Encrypted       needs a password
├── Empty           no row with anything in it
├── Misdeclared     not a spreadsheet at all: a web page, a PDF, a Word document, …
├── Macros          carries a program
├── TooLarge        more bytes than the limit
├── Bomb            would unpack to far more than a spreadsheet holds
├── TooHeavy        took more memory or time than a spreadsheet should
├── WrongEncoding   text in an unknown encoding
└── NoSuchSheet     the workbook has no sheet of that name
"""

from qunce.sheets.words import Said


class SheetError(Exception):
    """`code` is for programs, `words(language)` for people: what, why, what next."""

    code = "broken"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params

    def words(self, language: str = "zh") -> str:
        return Said(self.code, self.params).words(language)

    def __str__(self) -> str:
        return self.words("en")


class Broken(SheetError):
    code = "broken"

    def __init__(self, where: Said) -> None:
        super().__init__(where=where)


class Encrypted(SheetError):
    code = "encrypted"


class Empty(SheetError):
    code = "empty"


class Misdeclared(SheetError):
    code = "misdeclared"


class Macros(SheetError):
    code = "macros"


class TooLarge(SheetError):
    code = "too_large"


class Bomb(SheetError):
    code = "bomb"


class TooHeavy(SheetError):
    code = "too_heavy"


class WrongEncoding(SheetError):
    code = "wrong_encoding"


class NoSuchSheet(SheetError):
    code = "no_such_sheet"
