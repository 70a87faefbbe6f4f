"""What was selected, and bulletins that were issued for everybody."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from qunce.briefs.models import Brief
from qunce.briefs.open_data.columns import Column, DataSet
from qunce.briefs.queries import pages
from qunce.briefs.queries.pages import Page
from qunce.selection.models import Award, Round, Stage, State
from qunce.selection.queries import public
from qunce.selection.queries.public import PublicLine


def selected() -> Iterator[tuple[Round, PublicLine]]:
    """As the notice showed them, once it is over."""
    for round_ in public.rounds_published().filter(stage=Stage.SELECTED):
        for line in public.public_round(round_).lines:
            if line.candidate.state == State.SELECTED:
                yield round_, line


def bulletins() -> Iterator[Page]:
    for brief in pages.public():
        yield pages.page(brief, public=True)


def _text(page: Page) -> str:
    articles = (f"{a.title}\n{a.text}" for a in page.articles)
    return "\n\n".join(filter(None, [page.note.text, *articles]))


def _prize(line: PublicLine) -> str:
    award: Award | None = getattr(line.candidate, "award", None)
    return award.get_prize_display() if award else ""


_ROUND = _("the round of selection")
_SIGNED = _("the bulletin, as it was signed")

SELECTED = DataSet(
    code="selected",
    title=_("Selected ideas"),
    about=_("What rounds of selection chose, after the public notice. The words stand here only "
            "where the author agreed that they are shown."),
    rows=selected,
    columns=(
        Column("round", _("Round"), _("title of the round"), _ROUND,
               lambda s: s[0].title, width=30),
        Column("number", _("Candidate number"), _("of the candidate within the round"), _ROUND,
               lambda s: s[1].candidate.number, width=10),
        Column("title", _("Title"), _("of what was selected; empty where it is not shown"),
               _("the author"), lambda s: s[1].subject.title if s[1].subject else "", width=40),
        Column("text", _("Words"), _("of what was selected; empty where they are not shown"),
               _("the author"), lambda s: s[1].subject.text if s[1].subject else "", width=80),
        Column("unit", _("Sent by"), _("unit that sent it in; empty if a citizen did"), _ROUND,
               lambda s: s[1].candidate.unit.name if s[1].candidate.unit else "", width=24),
        Column("rank", _("Rank"), _("by the corrected score"), _ROUND,
               lambda s: s[1].candidate.place),
        Column("score", _("Corrected score"), _("mean, corrected for how strict each reviewer is"),
               _("the reviewers' marks"), lambda s: _rounded(s[1].candidate.corrected),
               unit=_("points of 100")),
        Column("raw_score", _("Raw mean"), _("mean of the marks as they were given"),
               _("the reviewers' marks"), lambda s: _rounded(s[1].candidate.raw),
               unit=_("points of 100")),
        Column("prize", _("Prize"), _("if one was awarded"), _ROUND, lambda s: _prize(s[1])),
        Column("notice_ended_on", _("Notice ended on"), _("last day on which one could object"),
               _ROUND, lambda s: s[0].notice_ends_on.isoformat(), unit=_("date")),
    ),
)  # fmt: skip


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 1)


def _day(brief: Brief) -> str:
    return brief.issued_on.isoformat() if brief.issued_on else ""


BULLETINS = DataSet(
    code="bulletins",
    title=_("Bulletins"),
    about=_("Bulletins and reports that were issued for everybody, with their text."),
    rows=bulletins,
    size=lambda: pages.public().count(),
    columns=(
        Column("name", _("Name"), _("as it stands at the head"), _SIGNED,
               lambda p: p.brief.name, width=24),
        Column("issue", _("Year and issue"), _("as it is numbered; empty for reports"), _SIGNED,
               lambda p: pages.issue_words(p.brief), width=24),
        Column("office", _("Office"), _("that issued it"), _SIGNED,
               lambda p: p.brief.unit.name, width=24),
        Column("from_on", _("Starts on"), _("first day of the period it is about"), _SIGNED,
               lambda p: p.brief.from_on.isoformat(), unit=_("date")),
        Column("to_on", _("Ends on"), _("last day of the period it is about"), _SIGNED,
               lambda p: p.brief.to_on.isoformat(), unit=_("date")),
        Column("issued_on", _("Issued on"), _("the date on the paper"), _SIGNED,
               lambda p: _day(p.brief), unit=_("date")),
        Column("text", _("Text"), _("all articles; parts below five are not named"), _SIGNED,
               _text, width=80),
    ),
)  # fmt: skip
