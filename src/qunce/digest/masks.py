"""Numbers that lead to a person are covered, and visibly so, wherever words are shown."""

import re
from collections.abc import Iterator

# Full-width digits and letters are read as plain ones, character for character.
_PLAIN = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
# Every repetition is bounded, so that no text takes longer than its length.
_PATTERNS = {
    "id_card": r"(?<!\d)\d{6}\s?(?:19|20)\d{2}\s?[01]\d[0-3]\d\s?\d{3}[\dXx](?!\d)",
    "phone": r"(?<!\d)1[3-9]\d(?:[\s.-]?\d){8}(?!\d)",
    "bank_card": r"(?<!\d)(?:\d{4}[\s-]?){3,4}\d{1,7}(?!\d)",
    # Without an area code, only after a word for it: 2016-2020 is a span of years.
    "landline": (
        r"(?<!\d)\(?0\d{2,3}\)?[\s-]?[2-9]\d{6,7}(?!\d)"
        r"|(?<=电话|热线|拨打|座机)[::\s]{0,2}[2-9]\d{2,3}-?\d{4}(?!\d)"
    ),
    "email": r"[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.]{2,63}",
    "account": (
        r"(?:微信|QQ|扣扣|VX|V信)(?:号码?|群号?)?\s?(?:[::是]\s?)?[A-Za-z0-9][A-Za-z0-9_-]{4,19}"
    ),
    "plate": (
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.\s-]?"
        r"(?=[A-Z0-9]{0,5}\d)[A-Z0-9]{5,6}(?![A-Z0-9])"
    ),
}
_ALL = re.compile("|".join(f"(?P<{n}>{p})" for n, p in _PATTERNS.items()), re.IGNORECASE)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces: ("", words) as they are, (kind, what was covered) in between.

    >>> list(pieces("请打13900001111找我"))
    [('', '请打'), ('phone', '13900001111'), ('', '找我')]
    """
    at = 0
    for found in _ALL.finditer(text.translate(_PLAIN)):
        yield "", text[at : found.start()]
        yield found.lastgroup or "", text[found.start() : found.end()]
        at = found.end()
    yield "", text[at:]
