"""Numbers without gaps, figures that can be worked out again, papers that stay as signed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.briefs.models import Brief, Figure, State
from qunce.briefs.queries.digest import digest_of
from qunce.briefs.queries.working import query_of, recompute
from qunce.common.laws import Breach, Law, Seen, Sum, by_query

# Numbers of a series are 1, 2, 3 …; the last one given is the last one on a paper.
_NUMBERED = "FROM briefs_brief WHERE number IS NOT NULL"
_GAPS = """
SELECT id FROM (
    SELECT id, number, row_number() OVER (
        PARTITION BY campaign_id, name, year, is_extra ORDER BY number
    ) AS place FROM briefs_brief WHERE number IS NOT NULL
) AS numbered WHERE number <> place
UNION
SELECT id FROM (
    SELECT id, total_number, row_number() OVER (
        PARTITION BY campaign_id, name ORDER BY total_number
    ) AS place FROM briefs_brief WHERE total_number IS NOT NULL
) AS total WHERE total_number <> place
ORDER BY 1
"""


def sums() -> Iterator[Sum]:
    """Every bulletin and report stands at one of its states."""
    yield Sum(gettext_lazy("bulletins and reports"), Brief.objects.count())
    for state in State:
        yield Sum(state.label, Brief.objects.filter(state=state).count(), part=True)


def _gap(brief: int) -> Breach:
    return Breach(f"briefs_brief {brief}", _("has a number that does not follow the one before it"))


def _figures(seen: Seen) -> Iterator[Breach]:
    """What moves is compared with the rows that were kept; another version not at all."""
    kept = Figure.objects.exclude(value=None).select_related("brief__campaign").order_by("pk")
    for figure in kept.iterator():
        seen(1)
        if query_of(figure).version != figure.version:
            continue
        found = recompute(figure)
        if not found.is_same:
            yield Breach(
                f"briefs_figure {figure.pk}",
                _("says %(kept)d, and the same question gives %(again)d")
                % {"kept": found.kept, "again": found.again},
            )


def _unaltered(seen: Seen) -> Iterator[Breach]:
    signed = Brief.objects.exclude(signed_at=None).prefetch_related("articles", "figures")
    for brief in signed.order_by("pk"):
        seen(1)
        if digest_of(brief) != brief.digest:
            yield Breach(f"briefs_brief {brief.pk}", _("does not read as it was signed"))


LAWS = (
    Law(
        "briefs.numbers",
        gettext_lazy("Bulletins are numbered without a gap by name and year, extras apart."),
        by_query(f"SELECT count(*) {_NUMBERED}", _GAPS, _gap),
    ),
    Law(
        "briefs.figures",
        gettext_lazy("Every figure of a signed bulletin is found again by asking anew."),
        _figures,
    ),
    Law(
        "briefs.unaltered",
        gettext_lazy("A signed bulletin reads as it was signed."),
        _unaltered,
    ),
)
