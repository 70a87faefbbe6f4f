"""What all acts share: the locked round, who may, dropping, telling, recording."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.matters.actions.limits import checked_words
from qunce.notices.actions import tell
from qunce.people.rules import Hat
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.selection import rules
from qunce.selection.models import Candidate, Round, Stage, State
from qunce.selection.queries.subjects import voices_behind, withdrawn

# Names of batches: the same act on the same candidate always has the same one.
_HOUSE = UUID("2d2f5a86-61e4-4be9-9f0c-51f6c2a9d3b7")
_MOST_WORDS = 2_000
_HOUSE_ACTOR = ("system", 0)


def locked(round_id: int, *, at: Iterable[str] = ()) -> Round:
    """The round, locked; Conflict where it has left the stages at which this is done."""
    found = Round.objects.select_for_update().get(pk=round_id)
    if (stages := set(at)) and found.stage not in stages:
        raise Conflict(
            _("The round is at “%(stage)s” now, where this is not done. Nothing was changed.")
            % {"stage": found.get_stage_display()}
        )
    return found


def run_by(round_: Round, hat: Hat) -> None:
    if not rules.may_run(hat, round_):
        raise NotAllowed(_("Only the campaign office runs a round of selection."))


def said(text: str, *, missing: str) -> str:
    """Words that somebody will read; refused where there are none."""
    kept = checked_words("words", text, _MOST_WORDS)
    if not kept:
        raise Refused(missing, code="no-words")
    return kept


def write(row: Round | Candidate, verb: str, actor: tuple[str, int], **body: Any) -> None:
    record.write(line(row, verb, actor, **body))


def line(row: Round | Candidate, verb: str, actor: tuple[str, int], **body: Any) -> Line:
    round_ = row if isinstance(row, Round) else row.round
    if isinstance(row, Candidate):
        body = {"round": round_.pk, **body}
    return Line(
        jurisdiction_id=round_.jurisdiction_id,
        verb=f"selection.{verb}",
        actor=actor,
        subject=("round" if isinstance(row, Round) else "candidate", row.pk),
        body=body,
    )


def by(hat: Hat) -> tuple[str, int]:
    return ("person", hat.person_id)


def move_to(round_: Round, stage: Stage, hat: Hat, **body: Any) -> None:
    """The next stage; saves `stage` alone."""
    was, round_.stage = round_.stage, stage
    round_.save(update_fields=["stage"])
    write(round_, stage.value, by(hat), was=was, **body)


def drop(
    candidate: Candidate,
    *,
    stage: str,
    reason: str,
    words: str,
    actor: tuple[str, int] = _HOUSE_ACTOR,
) -> None:
    """Not taken further; each author reads why, and how to appeal."""
    candidate.state, candidate.dropped_at = State.DROPPED, stage
    candidate.reason, candidate.words = reason, words
    candidate.by_quota = candidate.by_appeal = False
    candidate.save(
        update_fields=["state", "dropped_at", "reason", "words", "by_quota", "by_appeal"]
    )
    write(candidate, "dropped", actor, stage=stage, reason=reason)
    told(candidate, "selection.dropped", reason=reason, words=words)


def told(candidate: Candidate, code: str, **params: str) -> None:
    """Each author once; told the same thing again later (after an appeal) it stands again."""
    done = candidate.appeals.exclude(granted=None).count()
    batch = uuid5(_HOUSE, f"{code} {candidate.pk} {done}")
    params = {"round": candidate.round.title, "candidate": str(candidate.pk), **params}
    tell(voices=voices_behind(candidate), code=code, params=params, batch=batch)


def drop_withdrawn(round_: Round) -> None:
    """What its author has taken back goes on nowhere."""
    open_ = round_.candidates.exclude(state=State.DROPPED).select_related("round")
    for candidate in withdrawn(open_):
        drop(
            candidate,
            stage=round_.stage,
            reason="withdrawn",
            words=str(_("The author has withdrawn it.")),
        )
