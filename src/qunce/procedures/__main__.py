"""`qunce procedure`: prints a procedure as a table or draws it, and writes docs/procedures."""

import argparse
import sys
from pathlib import Path

from qunce import procedures, profiles
from qunce.procedure import BadProfile, Fault, Procedure, Profile, check
from qunce.procedure.diagram import as_svg
from qunce.procedure.table import as_table


def main(argv: list[str] | None = None) -> int:
    """Exit code 1 where the procedure is not sound, 2 where there is none of that name."""
    arguments = parser().parse_args(argv)
    try:
        profile = profiles.load(arguments.profile)
        if arguments.docs:
            write_docs(Path(arguments.docs), profile)
            return 0
        procedure = procedures.load(arguments.code or "")
    except (BadProfile, KeyError) as error:
        print(f"qunce procedure: {error.args[0]}", file=sys.stderr)
        return 2
    print(_shown(procedure, profile, arguments))
    return _complain(check(procedure, profile))


def write_docs(folder: Path, profile: Profile) -> None:
    """A page and a picture for each procedure, and a list of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in docs(profile).items():
        (folder / name).write_text(text, encoding="utf-8")


def docs(profile: Profile) -> dict[str, str]:
    """The files of docs/procedures by name."""
    found = {"README.md": _list()}
    for code, procedure in procedures.every().items():
        found[f"{code}.md"] = _page(procedure, profile)
        found[f"{code}.svg"] = as_svg(procedure)
    return found


def parser() -> argparse.ArgumentParser:
    """What may be said after the command."""
    words = argparse.ArgumentParser("qunce procedure", description=__doc__)
    words.add_argument("code", nargs="?", help="; ".join(procedures.every()))
    words.add_argument("--profile", default="national")
    words.add_argument("--language", choices=("zh", "en"), default="zh")
    words.add_argument("--diagram", action="store_true", help="SVG instead of a table")
    words.add_argument("--docs", metavar="DIR", help="write the pages of all procedures there")
    return words


def _shown(procedure: Procedure, profile: Profile, arguments: argparse.Namespace) -> str:
    if arguments.diagram:
        return as_svg(procedure, arguments.language)
    title = procedure.title.in_language(arguments.language)
    table = as_table(procedure, profile, arguments.language)
    return f"{title} · {procedure.version} · {procedure.basis}\n\n{table}"


def _complain(faults: list[Fault]) -> int:
    for fault in faults:
        print(f"{fault.where}: {fault.words}", file=sys.stderr)
    return 1 if faults else 0


def _list() -> str:
    lines = [
        f"- [{procedure.title.en} {procedure.title.zh}]({code}.md)"
        for code, procedure in procedures.every().items()
    ]
    return "# Procedures\n\n" + _MADE + "\n".join(lines) + "\n"


def _page(procedure: Procedure, profile: Profile) -> str:
    return (
        f"# {procedure.title.en} {procedure.title.zh}\n\n{_MADE}"
        f"Version {procedure.version}. {procedure.basis}. Terms of the profile "
        f"“{profile.code}”.\n\n![{procedure.title.zh}]({procedure.code}.svg)\n\n"
        f"{as_table(procedure, profile, 'zh')}\n{as_table(procedure, profile, 'en')}"
    )


_MADE = "Made by `qunce procedure --docs docs/procedures`; a test compares.\n\n"

if __name__ == "__main__":
    raise SystemExit(main())
