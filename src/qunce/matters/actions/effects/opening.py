"""Numbers, and the suggestion that something else becomes."""

from django.db.models import F
from django.utils.translation import gettext as _

from qunce.common.clock import today
from qunce.common.errors import Refused
from qunce.matters.actions.beginning import begin_from, begin_there, whole
from qunce.matters.actions.effects import voices
from qunce.matters.actions.moving import Moving, write
from qunce.matters.models import Series, Signer
from qunce.people.queries import acting_deputies
from qunce.places.models import Jurisdiction
from qunce.proof import commit


def number(moving: Moving) -> None:
    """The next number of its kind and year; none is left out or given twice."""
    matter = moving.matter
    if matter.number:
        return
    year = today().year
    series, _made = Series.objects.select_for_update().get_or_create(
        jurisdiction_id=matter.jurisdiction_id, code=f"{matter.procedure}:{year}"
    )
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    matter.number = f"{year}-{series.last + 1:04d}"


def suggestion(moving: Moving) -> None:
    """A draft suggestion with the same words; who signed the bill, signs it too."""
    matter = moving.matter
    author = matter.author_id or _the_deputy(moving)
    draft = begin_from(matter, author_id=author, actor=moving.actor)
    Signer.objects.bulk_create(
        Signer(
            matter=draft, person_id=s.person_id, asked_at=s.asked_at, confirmed_at=s.confirmed_at
        )
        for s in matter.signers.exclude(confirmed_at=None)
    )
    voices.hand_on(moving, draft)


def _the_deputy(moving: Moving) -> int:
    wanted = moving.given.people[0]
    if not acting_deputies(moving.matter.jurisdiction_id, [wanted]):
        raise Refused(_("A suggestion is a deputy's; choose one of this congress."))
    return wanted


def rewrite(moving: Moving) -> None:
    """Other words, committed to anew; a co-signer confirmed the old ones and is asked again."""
    new, matter = moving.given.new, moving.matter
    assert new is not None
    if not new.title.strip():
        raise Refused(_("Give it a title."))
    if new.confidential and not matter.confidential:
        voices.hush(matter)
    matter.title, matter.situation, matter.analysis = new.title, new.situation, new.analysis
    matter.requests = [text for text in new.requests if text.strip()]
    matter.confidential = new.confidential
    matter.save(update_fields=["title", "situation", "analysis", "requests", "confidential"])
    matter.signers.update(confirmed_at=None)
    text = commit(bytes(matter.salt), whole(matter))
    write(matter, "rewritten", moving.actor, text=text)


def hand_over(moving: Moving) -> None:
    """Its clock ends here, it begins anew there; its voices go along, their authors hear once."""
    matter = moving.matter
    assert moving.given.target is not None
    there = Jurisdiction.objects.filter(pk=moving.given.target).first()
    if there is None or there.pk == matter.jurisdiction_id:
        raise Refused(_("Choose the other place that is to handle it."))
    there_matter = begin_there(matter, jurisdiction_id=there.pk, actor=moving.actor)
    voices.hand_on(moving, there_matter)
    voices.tell_of_the_other_place(there_matter, there.name)


def objection(moving: Moving) -> None:
    """It stands on the timeline and in the record; whoever assigns sees it there."""
