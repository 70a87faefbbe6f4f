"""One entry for each need of the grammar: its fields, and how they are read."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.common.clock import today
from qunce.matters.actions import NewAnswer, NewContact, NewMatter, NewPromise, NewRating
from qunce.matters.forms import labels, units
from qunce.matters.forms.choosing import Offered, matter_of
from qunce.matters.forms.fields import TITLE, Day, Words, grade, lines, one_of
from qunce.matters.models import Contact, Grade, Result
from qunce.matters.queries.coming import to_be_rated
from qunce.matters.queries.doing import Doing
from qunce.matters.queries.headings import headings
from qunce.matters.queries.saying import say
from qunce.matters.reasons import reasons_of
from qunce.procedure import Effect, Need

Fields = dict[str, forms.Field]
Known = Mapping[str, Any]
# As many promises as a letter holds; more are two letters.
PROMISES = 4


def fields_for(need: Need, doing: Doing, offered: Offered) -> Fields:
    return _FIELDS[need](doing, offered)


def read(need: Need, known: Known) -> dict[str, Any]:
    return _READ[need](known)


def outcome(doing: Doing) -> forms.Field:
    steps = [doing.row.grammar.step(code) for code in doing.act.to]
    offered = [("", _("Please choose")), *((step.code, say(step.title)) for step in steps)]
    return forms.ChoiceField(label=_("What becomes of it"), choices=offered)


def despite() -> forms.Field:
    hint = _("Only where you sign the draft in spite of what is said about it.")
    return Words(_("Why you sign it as it is"), 2, required=False, help_text=hint)


def opinion() -> forms.Field:
    return Words(_("Opinion"), 3, required=False)


def duty() -> forms.Field:
    hint = _("As it stands on the published list; what is on it cannot be sent back.")
    return Words(_("Line of the duty list"), required=False, max_length=200, help_text=hint)


def _text(doing: Doing, offered: Offered) -> Fields:
    rows = 0 if doing.act.code == "to_community" else 5
    return {"text": Words(labels.text(doing), rows, help_text=labels.hint(doing))}


def _reason(doing: Doing, offered: Offered) -> Fields:
    return {"reason": Words(_("Reason"), 3)}


def _reason_code(doing: Doing, offered: Offered) -> Fields:
    known = reasons_of(matter_of(doing).procedure).items()
    listed: Any = [("", _("Please choose")), *known]
    return {"reason_code": forms.ChoiceField(label=_("Kind of reason"), choices=listed)}


def _units(doing: Doing, offered: Offered) -> Fields:
    if doing.is_part or doing.act.effect == Effect.HAND:
        return units.one(offered.units)
    return units.several(offered.units)


def _unit(doing: Doing, offered: Offered) -> Fields:
    return {"unit": one_of(_("Which unit should handle it"), offered.units)}


def _due_on(doing: Doing, offered: Offered) -> Fields:
    return {"due_on": Day(_("By when"))}


def _contact(doing: Doing, offered: Offered) -> Fields:
    ways: Any = [("", _("Please choose")), *Contact.Way.choices]
    return {
        "way": forms.ChoiceField(label=labels.contact(doing), choices=ways),
        "on": Day(_("On which day"), initial=today),
        "note": Words(_("What was said"), 3, required=False),
    }


def _answer(doing: Doing, offered: Offered) -> Fields:
    last = offered.drafts.get(doing.row.pk)
    asked = matter_of(doing).requests
    results: Any = [("", _("Please choose")), *Result.choices]
    return {
        "answer": Words(_("Answer"), 8, initial=last.text if last else ""),
        **_responses(asked, last.responses if last else []),
        "result": forms.ChoiceField(
            label=_("What it comes to"), choices=results, initial=last.result if last else ""
        ),
        **_promised(last.drafted_promises if last else []),
        "contact_name": Words(
            _("Whom one can ask"),
            required=False,
            max_length=40,
            initial=last.contact_name if last else "",
        ),
        "contact_phone": Words(
            _("Telephone of the office"),
            required=False,
            max_length=40,
            initial=last.contact_phone if last else "",
        ),
    }


def _responses(asked: list[str], last: list[str]) -> Fields:
    typed = [*last, *[""] * len(asked)]
    return {
        f"response_{n}": Words(
            _("Request %(n)d: %(asked)s") % {"n": n, "asked": text},
            2,
            required=False,
            initial=typed[n - 1],
        )
        for n, text in enumerate(asked, 1)
    }


def _promised(last: list[dict[str, str]]) -> Fields:
    found: Fields = {}
    for n in range(1, PROMISES + 1):
        known = last[n - 1] if n <= len(last) else {}
        what = _("Promise %(n)d") % {"n": n}
        found[f"promise_{n}"] = Words(
            what, required=False, max_length=300, initial=known.get("what", "")
        )
        found[f"promise_{n}_on"] = Day(
            _("Done by"), required=False, initial=known.get("due_on", "")
        )
    return found


def _rating(doing: Doing, offered: Offered) -> Fields:
    return rating_fields()


def rating_fields() -> Fields:
    hint = _("Needed where you are dissatisfied with something; it is followed up.")
    return {
        "manner": grade(_("How you were treated"), Grade.choices),
        "result": grade(_("What came of it"), Grade.choices),
        "explanation": grade(_("How it was explained"), Grade.choices),
        "words": Words(_("In your own words"), 3, required=False, help_text=hint),
    }


def _target(doing: Doing, offered: Offered) -> Fields:
    if doing.act.effect == Effect.HAND_OVER:
        return {"place": one_of(_("To which place"), offered.places)}
    hint = _("Such as 2026-0012; it is of the same kind and being handled.")
    return {"number": Words(_("Number of the matter it joins"), max_length=30, help_text=hint)}


def _people(doing: Doing, offered: Offered) -> Fields:
    if doing.act.effect == Effect.OPEN_SUGGESTION:
        return {"person": one_of(_("Which deputy moves it"), offered.deputies)}
    return {"people": whom(offered)}


def whom(offered: Offered, *, required: bool = True) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        label=_("Whom you ask to sign with you"),
        choices=offered.deputies,
        coerce=int,
        required=required,
        widget=forms.CheckboxSelectMultiple,
    )


def _unit_ratings(doing: Doing, offered: Offered) -> Fields:
    matter = matter_of(doing)
    if doing.act.effect == Effect.DISPATCH and matter.place:
        label = _("The whistle of %(unit)s") % {"unit": matter.place.name}
        return {f"grade_{matter.place.pk}": grade(label, Grade.choices)}
    wanted = to_be_rated(matter)
    came = {p.unit_id: p.unit.name for p in matter.assignments.all() if p.unit_id in wanted}
    return {f"grade_{pk}": grade(name, Grade.choices) for pk, name in came.items()}


def _words(doing: Doing, offered: Offered) -> Fields:
    matter = matter_of(doing)
    situation, analysis, requests = headings(matter.procedure)
    return {
        "title": Words(_("Title"), max_length=TITLE, initial=matter.title),
        "situation": Words(situation, 5, initial=matter.situation),
        "analysis": Words(analysis, 4, required=False, initial=matter.analysis),
        "requests": Words(
            requests,
            5,
            initial="\n".join(matter.requests),
            help_text=_("One request in each line. Every one of them is to be answered."),
        ),
        "confidential": forms.BooleanField(
            label=_("Please keep it confidential"), required=False, initial=matter.confidential
        ),
    }


_FIELDS: Mapping[Need, Callable[[Doing, Offered], Fields]] = {
    Need.TEXT: _text,
    Need.REASON: _reason,
    Need.REASON_CODE: _reason_code,
    Need.UNITS: _units,
    Need.UNIT: _unit,
    Need.DUE_ON: _due_on,
    Need.CONTACT: _contact,
    Need.ANSWER: _answer,
    Need.RATING: _rating,
    Need.TARGET: _target,
    Need.PEOPLE: _people,
    Need.UNIT_RATINGS: _unit_ratings,
    Need.WORDS: _words,
}


def _read_contact(known: Known) -> dict[str, Any]:
    return {"contact": NewContact(known["way"], known["on"], known["note"])}


def _read_answer(known: Known) -> dict[str, Any]:
    numbered = sorted(name for name in known if name.startswith("response_"))
    return {
        "answer": NewAnswer(
            text=known["answer"],
            result=known["result"],
            responses=tuple(known[name] for name in sorted(numbered, key=_number)),
            promises=tuple(_read_promises(known)),
            contact_name=known["contact_name"],
            contact_phone=known["contact_phone"],
        )
    }


def _read_promises(known: Known) -> list[NewPromise]:
    typed = [(known[f"promise_{n}"], known[f"promise_{n}_on"]) for n in range(1, PROMISES + 1)]
    return [NewPromise(what, on) for what, on in typed if what and on]


def _number(name: str) -> int:
    return int(name.rpartition("_")[2])


def read_rating(known: Known) -> NewRating:
    return NewRating(known["manner"], known["result"], known["explanation"], known["words"])


def _read_people(known: Known) -> dict[str, Any]:
    chosen = [known["person"]] if known.get("person") else known.get("people", [])
    return {"people": tuple(chosen)}


def _read_unit_ratings(known: Known) -> dict[str, Any]:
    grades = {_number(name): text for name, text in known.items() if name.startswith("grade_")}
    return {"unit_ratings": tuple(sorted(grades.items()))}


def _read_words(known: Known) -> dict[str, Any]:
    return {
        "new": NewMatter(
            title=known["title"],
            situation=known["situation"],
            analysis=known["analysis"],
            requests=lines(known["requests"]),
            confidential=known["confidential"],
        )
    }


_READ: Mapping[Need, Callable[[Known], dict[str, Any]]] = {
    Need.TEXT: lambda known: {"text": known["text"]},
    Need.REASON: lambda known: {"reason": known["reason"]},
    Need.REASON_CODE: lambda known: {"reason_code": known["reason_code"]},
    Need.UNITS: lambda known: {"units": units.read(known)},
    Need.UNIT: lambda known: {"unit_id": known["unit"]},
    Need.DUE_ON: lambda known: {"due_on": known["due_on"]},
    Need.CONTACT: _read_contact,
    Need.ANSWER: _read_answer,
    Need.RATING: lambda known: {"rating": read_rating(known)},
    Need.TARGET: lambda known: {"target": known.get("target") or known.get("place")},
    Need.PEOPLE: _read_people,
    Need.UNIT_RATINGS: _read_unit_ratings,
    Need.WORDS: _read_words,
}
