"""Suggestions that a person finds wrong, and their return."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import NotAllowed, Refused
from qunce.people.rules import Hat
from qunce.reading import rules
from qunce.reading.actions.corpus import opened_by_theme
from qunce.reading.engine import Says
from qunce.reading.models import Dismissal, MovementKind
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices.models import Voice

# As the column that holds it.
LONGEST = 40
_HINTS = {says.value for says in Says}


@transaction.atomic
def dismiss_hint(*, voice_id: int, what: str, hat: Hat) -> None:
    """Take a hint about a voice away for good; twice is once."""
    _of_voice(voice_id, what, hat)
    _dismiss(Dismissal(voice_id=voice_id, what=what), hat)


@transaction.atomic
def restore_hint(*, voice_id: int, what: str, hat: Hat) -> None:
    """Show a hint again that was taken away."""
    _of_voice(voice_id, what, hat)
    _restore(Dismissal(voice_id=voice_id, what=what), hat)


@transaction.atomic
def dismiss_movement(*, theme_id: int, what: str, hat: Hat) -> None:
    """Say that a burst or trend of a theme is none; twice is once."""
    opened_by_theme(theme_id, hat)
    _dismiss(Dismissal(theme_id=theme_id, what=_movement(what)), hat)


@transaction.atomic
def restore_movement(*, theme_id: int, what: str, hat: Hat) -> None:
    """Show a burst or trend again that was found to be none."""
    opened_by_theme(theme_id, hat)
    _restore(Dismissal(theme_id=theme_id, what=_movement(what)), hat)


def _movement(what: str) -> str:
    if what.partition(":")[0] not in MovementKind.values or len(what) > LONGEST:
        raise Refused(_("There is no such hint; look at the page again."), code="no-hint")
    return what


def _of_voice(voice_id: int, what: str, hat: Hat) -> None:
    voice = Voice.objects.select_for_update().get(pk=voice_id)
    if not rules.may_edit(hat, voice.jurisdiction_id):
        raise NotAllowed(_("Only the campaign office works on readings and themes."))
    if what not in _HINTS:
        raise Refused(_("There is no such hint; look at the page again."), code="no-hint")


def _dismiss(wrong: Dismissal, hat: Hat) -> None:
    wrong.by_id, wrong.at = hat.person_id, now()
    if not _same(wrong).exists():
        wrong.save()
        _record("suggestion.dismissed", wrong, hat)


def _restore(wrong: Dismissal, hat: Hat) -> None:
    if _same(wrong).delete()[0]:
        _record("suggestion.restored", wrong, hat)


def _same(wrong: Dismissal) -> QuerySet[Dismissal]:
    return Dismissal.objects.filter(voice=wrong.voice_id, theme=wrong.theme_id, what=wrong.what)


def _record(verb: str, wrong: Dismissal, hat: Hat) -> None:
    # Not about the voice itself: its author's page tells what became of it, not of our hints.
    subject = ("hint", wrong.voice_id) if wrong.voice_id else ("theme", wrong.theme_id or 0)
    record.write(
        Line(
            jurisdiction_id=hat.jurisdiction_id,
            verb=verb,
            actor=("person", hat.person_id),
            subject=subject,
            body={"what": wrong.what},
        )
    )
