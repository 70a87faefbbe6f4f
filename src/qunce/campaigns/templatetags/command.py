"""The rows of the command page. Written here and kept: two thousand cells in a template take a
second, and most of them are as they were."""

from collections.abc import Iterator, Sequence
from datetime import date

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce.campaigns.models import Action
from qunce.campaigns.queries.command import Cell, Command, Row, cells
from qunce.campaigns.queries.command import forget as forget_sums
from qunce.common.clock import today
from qunce.matters.queries.colours import near

register = template.Library()
_KNOWN: dict[tuple[object, ...], str] = {}
_MOST = 20_000
_NAMED = 2
# Late, near, and owed: what a unit still has to do.
_MISSING = frozenset("rao")


@register.simple_tag
def command_rows(found: Command) -> SafeString:
    """One row for each unit; only those that changed are drawn."""
    soon = near(found.campaign.jurisdiction_id, today())
    columns = tuple(a.pk for a in found.actions)
    shape = hash((get_language(), today(), soon, columns))
    keys = {row.pk: (row, shape) for row in found.rows}
    if missing := [row for row in found.rows if keys[row.pk] not in _KNOWN]:
        _draw(missing, found.actions, soon, shape)
    return mark_safe("\n".join(_KNOWN[keys[row.pk]] for row in found.rows))


def forget() -> None:
    """Everything is counted and drawn anew: for the bench."""
    _KNOWN.clear()
    forget_sums()


def _draw(rows: Sequence[Row], actions: Sequence[Action], soon: date, shape: int) -> None:
    if len(_KNOWN) > _MOST:
        _KNOWN.clear()
    drawing = _Drawing(actions, soon)
    tasks = cells([row.pk for row in rows])
    for row in rows:
        _KNOWN[row, shape] = drawing.row(row, tasks[row.pk])


class _Drawing:
    """What is the same in every row is said once."""

    def __init__(self, actions: Sequence[Action], soon: date) -> None:
        self.actions, self.soon, self.today = actions, soon, today()
        self.address = reverse("campaigns:task", args=[0]).removesuffix("0/")
        self.done, self.looked, self.dropped = _("done"), _("to look at"), _("dropped")
        self.none, self.late = _("not given"), _("%(n)d d late")
        self.helps = escape(_("helps"))

    def row(self, row: Row, tasks: dict[int, Cell]) -> str:
        own = len(tasks.keys() - {a.pk for a in self.actions})
        return "".join(
            (
                f'<tr><th scope="row">{escape(row.name)}</th>{self._sum(row, own)}',
                *self._cells(tasks),
                "</tr>",
            )
        )

    def _sum(self, row: Row, own: int) -> str:
        late = f'<b class="late">{row.late}</b>' if row.late else "0"
        helps = f"{row.helped}/{row.helps}" if row.helps else ""
        return (
            f"<td>{row.done}/{row.given}</td><td>{late}</td><td>{own or ''}</td>"
            f'<td class="h" data-label="{self.helps}">{helps}</td>'
        )

    def _cells(self, tasks: dict[int, Cell]) -> Iterator[str]:
        for action in self.actions:
            cell = tasks.get(action.pk)
            if cell is None:
                yield f'<td class="n" title="{self.none}">–</td>'
            else:
                tone, words = self._words(cell)
                # On a phone each unit is a card that names what is missing.
                named = f' data-label="{escape(action.title)}"' if tone in _MISSING else ""
                link = f'<a href="{self.address}{cell.task}/"{named}>{words}</a>'
                yield f'<td class="{tone}">{link}</td>'

    def _words(self, cell: Cell) -> tuple[str, str]:
        if cell.step == "done":
            return "g", self.done
        if cell.step == "looked_at":
            return "b", self.looked
        if cell.step != "owed" or cell.due_on is None:
            return "n", self.dropped
        if cell.due_on < self.today:
            return "r", self.late % {"n": (self.today - cell.due_on).days}
        return "a" if cell.due_on <= self.soon else "o", f"{cell.due_on:%m-%d}"


@register.filter
def helped_by(action: Action) -> str:
    """Who helps with it, in few words: the first two where there are many."""
    helping = sorted(action.co_units.all(), key=lambda one: one.pk)
    names = [one.unit.short or one.unit.name for one in helping]
    if len(names) <= _NAMED:
        return "、".join(names)
    known = {"names": "、".join(names[:_NAMED]), "n": len(names)}
    return _("%(names)s and others, %(n)d in all") % known


@register.simple_tag(takes_context=True)
def narrowed(context: template.Context, name: str, value: object) -> str:
    """The address of this page with one filter changed, the others as they are."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query[name] = str(value)
    return format_html("?{}", query.urlencode())


@register.simple_tag(takes_context=True)
def page_of(context: template.Context, page: int, step: int) -> str:
    """The address of the page before or after this one, with the same filters."""
    query = context["request"].GET.copy()
    query["page"] = str(page + step)
    return format_html("?{}", query.urlencode())
