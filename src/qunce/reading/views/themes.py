"""One theme at the desk: its words, and the hands that shape it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qunce.common.errors import Conflict, Refused
from qunce.common.sent import number, numbers
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.reading import actions, pictures, queries
from qunce.reading.models import Corpus, Theme
from qunce.reading.views.corpora import opened


@hat_required(Role.OFFICE)
@require_safe
def theme(request: DeskRequest, corpus_id: int, theme_id: int) -> HttpResponse:
    corpus = opened(request, corpus_id)
    before = number(request, "before")
    found = queries.theme_page(theme_id, public=False, before=before)
    if found is None or found.corpus_id != corpus.pk:
        raise Http404
    if found.card.id != theme_id:
        return redirect("reading:theme", corpus.pk, found.card.id)
    return _page(request, corpus, found)


def _page(
    request: DeskRequest, corpus: Corpus, found: queries.ThemePage, status: int = 200
) -> HttpResponse:
    pk = found.card.id
    grove = queries.themes(corpus.pk, public=False)
    context: dict[str, Any] = {
        "corpus": corpus,
        "page": found,
        "card": found.card,
        "trend": pictures.trend(found.trend),
        "movements": queries.movements_of(corpus.pk, found.leaves),
        "found": found.found,
        "is_first": number(request, "before") is None,
        "into": queries.theme_choices(grove, leaves=False, without=pk),
        "leaves": queries.theme_choices(grove, leaves=True, without=pk),
        "typed": request.POST,
        "ticked": numbers(request.POST.getlist("voice")),
    }
    return render(request, "reading/theme.html", context, status=status)


@hat_required(Role.OFFICE)
@require_POST
def act(request: DeskRequest, corpus_id: int, theme_id: int) -> HttpResponse:
    """One edit. What cannot be done is said on the same page, with what was typed."""
    corpus = opened(request, corpus_id)
    edit = EDITS.get(request.POST.get("act", ""))
    if edit is None or not Theme.objects.filter(pk=theme_id, corpus=corpus).exists():
        raise Http404
    try:
        goal, said = edit(request, theme_id)
    except (Conflict, Refused) as problem:
        messages.error(request, problem.message)
        found = queries.theme_page(theme_id, public=False)
        if found is None or found.card.id != theme_id:
            return redirect("reading:overview", corpus.pk)
        return _page(request, corpus, found, problem.status)
    messages.success(request, said)
    return redirect("reading:theme", corpus.pk, goal)


# Where to go next, and what to say.
Done = tuple[int, str]


def _rename(request: DeskRequest, pk: int) -> Done:
    actions.rename(
        theme_id=pk,
        title=request.POST.get("title", ""),
        hat=request.hat,
        seen=request.POST.get("seen"),
    )
    return pk, _("The name is kept, also in later readings.")


def _pin(request: DeskRequest, pk: int) -> Done:
    actions.pin(theme_id=pk, hat=request.hat)
    return pk, _("The theme is pinned: it stays with all its voices.")


def _unpin(request: DeskRequest, pk: int) -> Done:
    actions.unpin(theme_id=pk, hat=request.hat)
    return pk, _("The theme is no longer pinned.")


def _merge(request: DeskRequest, pk: int) -> Done:
    into = _chosen(request, "into")
    actions.merge(theme_id=pk, into_id=into, hat=request.hat)
    return into, _("Merged. Links to the other theme now lead here.")


def _split(request: DeskRequest, pk: int) -> Done:
    made = actions.split(
        theme_id=pk,
        voice_ids=numbers(request.POST.getlist("voice")),
        title=request.POST.get("new", ""),
        hat=request.hat,
    )
    return made.pk, _("The new theme is made; the voices stay in it.")


def _split_off(request: DeskRequest, pk: int) -> Done:
    actions.split_off(theme_id=pk, hat=request.hat)
    return pk, _("The theme now stands on its own.")


def _move(request: DeskRequest, pk: int) -> Done:
    moved = actions.move_voices(
        voice_ids=numbers(request.POST.getlist("voice")),
        corpus_id=Theme.objects.values_list("corpus_id", flat=True).get(pk=pk),
        theme_id=_chosen(request, "goal") or None,
        hat=request.hat,
        seen=pk,
    )
    return pk, _("Moved, with those that say the same text: %(n)d.") % {"n": len(moved)}


def _not_so(request: DeskRequest, pk: int) -> Done:
    actions.dismiss_movement(theme_id=pk, what=request.POST.get("what", ""), hat=request.hat)
    return pk, _("It stays away, also when the days are looked through again.")


def _so_again(request: DeskRequest, pk: int) -> Done:
    actions.restore_movement(theme_id=pk, what=request.POST.get("what", ""), hat=request.hat)
    return pk, _("It is shown again.")


def _chosen(request: DeskRequest, name: str) -> int:
    """The theme that was chosen; 0 stands for none."""
    found = number(request, name, request.POST)
    if found is None:
        raise Refused(_("Please choose a theme."), code="no-theme")
    return found


EDITS: dict[str, Callable[[DeskRequest, int], Done]] = {
    "rename": _rename,
    "pin": _pin,
    "unpin": _unpin,
    "merge": _merge,
    "split": _split,
    "split_off": _split_off,
    "move": _move,
    "not_so": _not_so,
    "so_again": _so_again,
}
