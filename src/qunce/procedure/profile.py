"""A jurisdiction's clocks and switches, read from one file; a longer one than the law's is refused.

Errors
└── BadProfile      what is wrong, with the file and its line
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qunce.procedure.term import Term, basis_of
from qunce.procedure.words import Words


class BadProfile(ValueError):
    """A profile that must not be used; the message names the file and the line."""


@dataclass(frozen=True)
class Switch:
    """A choice that differs by place: a value, and where it is written."""

    value: str
    basis: Words


@dataclass(frozen=True)
class Profile:
    """What counts in one jurisdiction. `statutes` are the limits that no term may pass."""

    code: str
    title: Words
    terms: Mapping[str, Term]
    switches: Mapping[str, Switch]
    statutes: Mapping[str, Term]

    @classmethod
    def read(cls, path: Path, parent: "Profile | None" = None) -> "Profile":
        """Read a file; what it leaves out is its parent's. Raises BadProfile."""
        return _Reader(path, parent).profile()

    def term(self, code: str) -> Term:
        """Raises BadProfile where neither this profile nor its parent has the term."""
        if (found := self.terms.get(code)) is None:
            raise BadProfile(
                f"profile {self.code} has no term “{code}”; it has: {', '.join(sorted(self.terms))}"
            )
        return found

    def statute(self, code: str) -> Term | None:
        """The law's own line of this name, where the local one counts from another day."""
        law = self.statutes.get(code)
        return law if law and law.anchor != self.term(code).anchor else None

    def switch(self, code: str) -> str:
        return self.switches[code].value


class _Reader:
    """Reads one file and keeps its text, to say in which line something is wrong."""

    def __init__(self, path: Path, parent: Profile | None) -> None:
        self.path = path
        self.parent = parent
        self.text = path.read_text(encoding="utf-8")
        try:
            self.table = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise BadProfile(f"{path.name} is not a profile: {error}") from None

    def profile(self) -> Profile:
        parent = self.parent
        terms = {**(parent.terms if parent else {}), **self._terms()}
        statutes = dict(parent.statutes) if parent else {}
        statutes |= {code: term for code, term in terms.items() if term.statute}
        switches = {**(parent.switches if parent else {}), **self._switches()}
        try:
            title = Words(**self.table["title"])
            return Profile(str(self.table["code"]), title, terms, switches, statutes)
        except (KeyError, TypeError) as error:
            raise BadProfile(f"{self.path.name}: code or title is missing ({error})") from None

    def _terms(self) -> dict[str, Term]:
        found = {code: self._term(code, line) for code, line in self._section("terms").items()}
        for term in found.values():
            self._keep_within_the_law(term)
        return found

    def _term(self, code: str, line: Any) -> Term:
        try:
            return Term.read(code, line, self._regulation())
        except (ValueError, TypeError) as error:
            raise self._wrong(code, str(error)) from None

    def _keep_within_the_law(self, term: Term) -> None:
        law = self.parent.statutes.get(term.code) if self.parent else None
        if law and term.length.exceeds(law.length):
            long, most = term.length, law.length
            raise self._wrong(
                term.code,
                f"{long.n} {long.unit} is longer than the {most.n} {most.unit} of {law.basis.en}; "
                "a local rule may be shorter, never longer",
            )

    def _switches(self) -> dict[str, Switch]:
        lines = self._section("switches")
        return {code: self._switch(code, line) for code, line in lines.items()}

    def _switch(self, code: str, line: Any) -> Switch:
        try:
            return Switch(str(line["value"]).lower(), basis_of(line, self._regulation()))
        except (ValueError, TypeError, KeyError) as error:
            raise self._wrong(code, str(error)) from None

    def _section(self, name: str) -> dict[str, Any]:
        section = self.table.get(name, {})
        if not isinstance(section, dict):
            raise BadProfile(f"{self.path.name}: [{name}] is no table")
        return section

    def _regulation(self) -> Words | None:
        given = self.table.get("regulation")
        return Words(**given) if given else None

    def _wrong(self, code: str, why: str) -> BadProfile:
        return BadProfile(f"{self.path.name}, line {self._line(code)}, {code}: {why}")

    def _line(self, code: str) -> int:
        found = re.search(rf"^{re.escape(code)}\s*=", self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.start()) + 1 if found else 0
