"""Merging and splitting themes, and moving a voice with all that say the same text."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunce.common import now
from qunce.common.errors import Conflict, Refused
from qunce.people.rules import Hat
from qunce.reading.actions.corpus import has_children, living, opened, opened_by_theme, teach
from qunce.reading.actions.counting import recount
from qunce.reading.actions.editing import checked_title
from qunce.reading.models import Corpus, LessonKind, Outcome, Placement, Theme
from qunce.reading.queries import leaves_of
from qunce.voices.models import Kind, Voice

REPRESENTATIVES = 5
# A family of this kind shares a sentence, not its facts: its members are moved one by one.
TEMPLATE = "template"


@transaction.atomic
def merge(*, theme_id: int, into_id: int, hat: Hat) -> Theme:
    """Make one theme of two: all voices go to `into`, and links to the other lead there.

    Into a theme that has children, a theme without any goes as one more child and keeps its
    name; one with children brings them along.
    """
    corpus, theme = opened_by_theme(theme_id, hat)
    if theme_id == into_id:
        raise Refused(_("A theme cannot be merged into itself."), code="same-theme")
    into = living(into_id, corpus)
    if theme.parent_id == into.pk:
        raise Refused(_("This theme already belongs to “%(theme)s”.") % {"theme": into})
    counted = [*leaves_of(theme.pk), theme.pk, into.pk]
    if not has_children(into) or into.parent_id == theme.pk:
        _absorb_all(theme, into)
    elif has_children(theme):
        theme.children.filter(gone_at=None).update(parent=into, edited=True)
        _close(theme, into)
    else:
        Theme.objects.filter(pk=theme.pk).update(parent=into, edited=True)
        counted += [theme.parent_id] if theme.parent_id else []
    into.edited = True
    into.save(update_fields=["edited"])
    teach(LessonKind.MERGE, hat, theme, corpus=corpus, other=into)
    _retire_empty_parents(corpus)
    recount(corpus.pk, counted)
    into.refresh_from_db()
    return into


def _absorb_all(theme: Theme, into: Theme) -> None:
    """The voices of a theme and of its children become the voices of `into`."""
    if into.parent_id == theme.pk:
        Theme.objects.filter(pk=into.pk).update(parent=theme.parent_id)
        into.parent_id = theme.parent_id
    for leaf in Theme.objects.filter(pk__in=leaves_of(theme.pk)).exclude(pk=into.pk):
        _absorb(leaf, into)
    if theme.merged_into_id is None:
        _close(theme, into)


_LEAD_OVER = """
UPDATE reading_placement SET
    theme_id = CASE WHEN theme_id = %(leaf)s THEN %(into)s::bigint ELSE theme_id END,
    also = array_remove(
        array_replace(array_remove(also, %(into)s::bigint), %(leaf)s::bigint, %(into)s::bigint),
        CASE WHEN theme_id = %(leaf)s THEN %(into)s::bigint ELSE theme_id END
    )
WHERE theme_id = %(leaf)s OR also @> ARRAY[%(leaf)s::bigint]
"""


def _absorb(leaf: Theme, into: Theme) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LEAD_OVER, {"leaf": leaf.pk, "into": into.pk})
    into.representatives = [*into.representatives, *leaf.representatives][:REPRESENTATIVES]
    into.save(update_fields=["representatives"])
    _close(leaf, into)


def _close(theme: Theme, into: Theme) -> None:
    """End a theme; whoever was led to it is led on."""
    theme.merged_into, theme.gone_at = into, now()
    theme.save(update_fields=["merged_into", "gone_at"])
    theme.absorbed.update(merged_into=into)


def _retire_empty_parents(corpus: Corpus) -> None:
    """A parent whose last child went has nothing left to say."""
    below = Theme.objects.filter(corpus=corpus).exclude(parent=None)
    parents = set(below.values_list("parent_id", flat=True))
    full = set(below.filter(gone_at=None).values_list("parent_id", flat=True))
    for theme in Theme.objects.filter(pk__in=parents - full, gone_at=None):
        if not Placement.objects.filter(theme=theme).exists():
            theme.gone_at, theme.size, theme.independent = now(), 0, 0
            theme.save(update_fields=["gone_at", "size", "independent"])
            theme.days.all().delete()


@transaction.atomic
def split(*, theme_id: int, voice_ids: Sequence[int], title: str, hat: Hat) -> Theme:
    """Make a theme of its own of chosen voices; those that say the same text come along."""
    corpus, theme = opened_by_theme(theme_id, hat)
    leaves = leaves_of(theme.pk)
    chosen = Placement.objects.filter(corpus=corpus, voice__in=list(voice_ids))
    parent_id = theme.pk if leaves != [theme.pk] else theme.parent_id
    made, moved = _make(corpus, title, _still_there(voice_ids, chosen, _in(leaves)), parent_id)
    teach(LessonKind.SPLIT, hat, theme, corpus=corpus, other=made, voices=moved, name=made.title)
    return made


@transaction.atomic
def gather(
    *,
    corpus_id: int,
    voice_ids: Sequence[int],
    title: str,
    hat: Hat,
    seen: Outcome | None = None,
) -> Theme:
    """Make a theme of chosen voices, wherever they stand: such as those left undecided.

    `seen` is how they stood when they were chosen; Conflict if one of them does no longer.
    """
    corpus = opened(corpus_id, hat)
    chosen = Placement.objects.filter(corpus=corpus, voice__in=list(voice_ids))
    where = Q(outcome=seen) if seen else Q()
    made, moved = _make(corpus, title, _still_there(voice_ids, chosen, where), None)
    teach(LessonKind.SPLIT, hat, None, corpus=corpus, other=made, voices=moved, name=made.title)
    return made


def _in(leaves: Sequence[int]) -> Q:
    return Q(theme__in=leaves) | Q(also__overlap=leaves)


def _still_there(voice_ids: Sequence[int], chosen: QuerySet[Placement], where: Q) -> list[int]:
    """The chosen voices, each once; Conflict if another hand has moved one of them meanwhile."""
    there = set(chosen.filter(where).values_list("voice_id", flat=True))
    if gone := set(voice_ids) - there:
        raise Conflict(
            ngettext(
                "Somebody was quicker: a voice that you ticked stands elsewhere by now. "
                "Nothing was changed.",
                "Somebody was quicker: %(n)d voices that you ticked stand elsewhere by now. "
                "Nothing was changed.",
                len(gone),
            )
            % {"n": len(gone)}
        )
    return list(dict.fromkeys(voice_ids))


def _make(
    corpus: Corpus, title: str, voice_ids: Sequence[int], parent_id: int | None
) -> tuple[Theme, list[int]]:
    title = checked_title(title)
    if not title:
        raise Refused(_("Please give the new theme a name."), code="no-name")
    if not voice_ids:
        raise Refused(_("Please tick at least one voice."), code="no-voices")
    made = Theme.objects.create(
        corpus=corpus,
        parent_id=parent_id,
        name=title,
        title=title,
        edited=True,
        representatives=list(voice_ids[:REPRESENTATIVES]),
    )
    moved, left = _move(corpus, voice_ids, made)
    recount(corpus.pk, [made.pk, *left])
    made.refresh_from_db()
    return made, moved


@transaction.atomic
def split_off(*, theme_id: int, hat: Hat) -> Theme:
    """Take a child theme out of its parent: it becomes a theme of its own."""
    corpus, theme = opened_by_theme(theme_id, hat)
    if theme.parent_id is None:
        raise Refused(_("This theme already stands on its own."), code="no-parent")
    parent = living(theme.parent_id, corpus)
    theme.parent, theme.edited = None, True
    theme.save(update_fields=["parent", "edited"])
    teach(LessonKind.SPLIT, hat, parent, corpus=corpus, other=theme)
    _retire_empty_parents(corpus)
    recount(corpus.pk, [theme.pk, parent.pk])
    theme.refresh_from_db()
    return theme


def move_voice(*, voice_id: int, corpus_id: int, theme_id: int | None, hat: Hat) -> Placement:
    """Put a voice, and all that say the same text, into a theme, or into none (undecided).

    No later reading moves them.
    """
    move_voices(voice_ids=[voice_id], corpus_id=corpus_id, theme_id=theme_id, hat=hat)
    return Placement.objects.get(voice=voice_id, corpus=corpus_id)


@transaction.atomic
def move_voices(
    *,
    voice_ids: Sequence[int],
    corpus_id: int,
    theme_id: int | None,
    hat: Hat,
    seen: int | Outcome | None = None,
) -> list[int]:
    """The same for several at once; answers which voices moved, copies among them.

    `seen` is the theme, or the outcome, in which they stood when they were chosen; Conflict if
    one of them does no longer.
    """
    corpus = opened(corpus_id, hat)
    into = living(theme_id, corpus) if theme_id else None
    if into and has_children(into):
        raise Refused(
            _("“%(theme)s” has sub-themes. Please choose one of them.") % {"theme": into},
            code="has-children",
        )
    chosen = Placement.objects.filter(corpus=corpus, voice__in=list(voice_ids))
    if not chosen:
        raise Refused(_("Please tick at least one voice."), code="no-voices")
    if seen is not None:
        where = Q(outcome=seen) if isinstance(seen, Outcome) else _in(leaves_of(seen))
        _still_there(voice_ids, chosen, where)
    elsewhere = [p for p in chosen if p.theme_id != theme_id or not p.by_hand]
    if not elsewhere:
        return []
    moved, left = _move(corpus, [p.voice_id for p in elsewhere], into)
    were = {p.theme_id for p in elsewhere}
    was = elsewhere[0].theme if len(were) == 1 else None
    teach(LessonKind.MOVE, hat, was, corpus=corpus, other=into, voices=moved)
    recount(corpus.pk, [*left, *([into.pk] if into else [])])
    return moved


def _move(
    corpus: Corpus, voice_ids: Iterable[int], into: Theme | None
) -> tuple[list[int], set[int]]:
    """The voices that were moved, and the themes they left."""
    found = Placement.objects.filter(corpus=corpus, voice__in=_with_copies(corpus, voice_ids))
    moved = list(found.order_by("voice").values_list("voice_id", flat=True))
    places = found.values_list("theme_id", "also")
    left = {pk for main, also in places for pk in (main, *also) if pk}
    originals = found.exclude(outcome=Outcome.DUPLICATE)
    if into is None:
        originals.filter(outcome=Outcome.THEME).update(outcome=Outcome.UNDECIDED, theme=None)
    found.update(theme=into, also=[], points=[], reason="by_hand", by_hand=True)
    if into:
        originals.update(outcome=Outcome.THEME)
        Theme.objects.filter(pk=into.pk).update(edited=True)
    return moved, left


def _with_copies(corpus: Corpus, voice_ids: Iterable[int]) -> list[int]:
    """These voices, their originals if they only support one, and all that say the same text."""
    asked = Voice.objects.filter(pk__in=list(voice_ids))
    roots = {supports or pk for pk, supports in asked.values_list("pk", "supports_id")}
    same = Placement.objects.filter(corpus=corpus, voice__in=roots).exclude(family=None)
    families = same.exclude(family__kind=TEMPLATE).values("family")
    copies = Placement.objects.filter(corpus=corpus, family__in=families)
    roots |= set(copies.values_list("voice_id", flat=True))
    supporters = Voice.objects.filter(kind=Kind.SUPPORT, supports__in=roots)
    return sorted(roots | set(supporters.values_list("pk", flat=True)))
