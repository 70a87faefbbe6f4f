"""qunce digest FILE --out DIR: the engine on a spreadsheet, from the command line."""

import argparse
import sys
from collections.abc import Mapping, Sequence

from qunce import sheets
from qunce.digest.account import Digest
from qunce.digest.digesting import digest
from qunce.digest.gather import NoText
from qunce.digest.words import Say, sayer

# The stages of the engine in their order, and ours.
_STAGES = (
    *("text", "families", "words", "vectors", "themes", "points", "names", "coverage"),
    "writing",
)


def main(argv: Sequence[str] | None = None) -> int:
    """0 if the digest was written, 1 if the file could not be read, 2 for a wrong command."""
    asked = parser().parse_args(argv)
    say = sayer(asked.lang)
    progress = _Progress(say)
    try:
        read = digest(
            asked.file,
            asked.out,
            columns=_chosen(asked.column),
            sheet=asked.sheet,
            header=asked.header,
            language=asked.lang,
            progress=progress,
        )
    except sheets.SheetError as problem:
        return _sorry(progress, problem.words(asked.lang), 1)
    except NoText as problem:
        return _sorry(progress, say("no_text_column", columns="、".join(problem.columns)), 1)
    except ValueError as problem:
        return _sorry(progress, str(problem), 2)
    except OSError as problem:
        missing = isinstance(problem, FileNotFoundError) and problem.filename == asked.file
        key = "no_file" if missing else "cannot_write"
        return _sorry(progress, say(key, path=problem.filename, problem=problem.strerror), 1)
    progress.end()
    _tell(read, say)
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qunce digest",
        description="读懂一份表格：读完每一行，归成主题，写出 digest.json、digest.xlsx 和可以直接"
        "给人看的 digest.html。 / "
        "Reads a spreadsheet of what people said and accounts for every row.",
    )
    parser.add_argument("file", help=".xlsx, .xls, .csv (UTF-8, GBK/GB18030)")
    parser.add_argument("--out", required=True, help="存放结果的文件夹 / folder for the results")
    parser.add_argument("--sheet", help="工作表名 / name of the sheet")
    parser.add_argument("--header", type=int, help="表头所在行，0 为无表头 / row of the header")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="ROLE=NAME",
        help="指明某一列的用途，如 text=建议内容 / which column is text, title, time",
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="结果的语言 / language")
    return parser


def _chosen(columns: Sequence[str]) -> Mapping[str, str | None]:
    pairs = [column.partition("=") for column in columns]
    return {role.strip(): name.strip() or None for role, _, name in pairs}


def _tell(read: Digest, say: Say) -> None:
    ledger = {str(outcome): count for outcome, count in read.understanding.ledger.items()}
    refused = len(read.gathered.refused)
    print(say("done", received=read.understanding.received, refused=refused, **ledger))
    for file in read.files:
        print(file)


def _sorry(progress: "_Progress", words: str, code: int) -> int:
    progress.end()
    print(words, file=sys.stderr)
    return code


class _Progress:
    """One line that is written over on a terminal; a line for each stage elsewhere."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._stage = ""
        self._live = sys.stderr.isatty()

    def __call__(self, stage: str, share: float) -> None:
        if stage == "rows":
            self._write(self._say("p_rows", n=int(share)))
        elif stage in _STAGES and (self._live or stage != self._stage):
            name, number = self._say(f"p_{stage}"), _STAGES.index(stage) + 1
            done = f" {share:.0%}" if self._live else ""
            self._write(f"[{number}/{len(_STAGES)}] {name}{done}")
        self._stage = stage

    def end(self) -> None:
        if self._live and self._stage:
            print(file=sys.stderr)
        self._stage = ""

    def _write(self, line: str) -> None:
        start, stop = ("\r\x1b[K", "") if self._live else ("", "\n")
        print(f"{start}{line}", end=stop, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
