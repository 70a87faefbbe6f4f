"""The lock, the permit, the lesson and the entry that every change of a corpus shares."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people.rules import Hat
from qunce.reading import rules
from qunce.reading.models import Corpus, Lesson, LessonKind, Theme
from qunce.reading.queries import jurisdiction_of, leaves_of
from qunce.record import actions as record
from qunce.record.actions import Line

VERBS = {
    LessonKind.RENAME: "theme.renamed",
    LessonKind.MERGE: "theme.merged",
    LessonKind.SPLIT: "theme.split",
    LessonKind.PIN: "theme.pinned",
    LessonKind.UNPIN: "theme.unpinned",
    LessonKind.MOVE: "theme.voice_moved",
}


def locked(corpus_id: int) -> Corpus:
    return Corpus.objects.select_for_update().get(pk=corpus_id)


def opened(corpus_id: int, hat: Hat) -> Corpus:
    """The corpus, locked until the transaction ends, for somebody who may change it."""
    corpus = locked(corpus_id)
    if not rules.may_edit(hat, jurisdiction_of(corpus_id)):
        raise NotAllowed(_("Only the campaign office works on readings and themes."))
    return corpus


def opened_by_theme(theme_id: int, hat: Hat) -> tuple[Corpus, Theme]:
    """A theme that can be edited, and its locked corpus."""
    corpus = opened(Theme.objects.values_list("corpus_id", flat=True).get(pk=theme_id), hat)
    return corpus, living(theme_id, corpus)


def living(theme_id: int, corpus: Corpus) -> Theme:
    """The theme as it is under the lock; Conflict if it was merged or went meanwhile."""
    found = Theme.objects.select_related("merged_into").filter(pk=theme_id, corpus=corpus)
    theme = found.first()
    if theme is None:
        raise Refused(_("Please choose a theme of this reading."), code="no-theme")
    if theme.merged_into:
        raise Conflict(
            _("Somebody was quicker: this theme was merged into “%(theme)s”. Nothing was changed.")
            % {"theme": theme.merged_into}
        )
    if theme.gone_at:
        raise Conflict(
            _("A newer reading no longer has this theme. Nothing was changed; look at the list.")
        )
    return theme


def has_children(theme: Theme) -> bool:
    return leaves_of(theme.pk) != [theme.pk]


def teach(
    kind: LessonKind,
    hat: Hat,
    theme: Theme | None,
    *,
    corpus: Corpus,
    other: Theme | None = None,
    voices: Sequence[int] = (),
    name: str = "",
) -> Lesson:
    """Keep what a person taught, and write it down."""
    lesson = Lesson.objects.create(
        corpus=corpus,
        kind=kind,
        theme=theme,
        other=other,
        voices=list(voices),
        name=name,
        by_id=hat.person_id,
        at=now(),
    )
    subject = theme or other
    record.write(
        Line(
            jurisdiction_id=hat.jurisdiction_id,
            verb=VERBS[kind],
            actor=("person", hat.person_id),
            subject=("theme", subject.pk) if subject else ("corpus", corpus.pk),
            body=_body(lesson),
        )
    )
    return lesson


def _body(lesson: Lesson) -> dict[str, int]:
    body = {"corpus": lesson.corpus_id, "lesson": lesson.pk, "voices": len(lesson.voices)}
    if lesson.other_id:
        body["other"] = lesson.other_id
    return body
