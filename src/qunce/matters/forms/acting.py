"""The form of an act: exactly what its procedure says that it needs."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from qunce.matters.actions import Given
from qunce.matters.forms import needs
from qunce.matters.forms.choosing import Offered, matter_of
from qunce.matters.forms.folding import Folding
from qunce.matters.queries import choices
from qunce.matters.queries.doing import Doing
from qunce.procedure import Choice, Effect, Guard, Need

Fields = dict[str, forms.Field]


class ActForm(Folding):
    """`given()` is what was typed, for the action; `refuse` puts a sentence above the fields."""

    def __init__(self, doing: Doing, offered: Offered, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{doing.key}_%s")
        self.doing = doing
        for need in doing.act.needs:
            self.fields.update(needs.fields_for(need, doing, offered))
        self.fields.update(_besides(doing, offered))

    def given(self) -> Given:
        known = self.cleaned_data
        found: dict[str, Any] = {}
        for need in self.doing.act.needs:
            found.update(needs.read(need, known))
        for name in ("outcome", "despite", "text"):
            if known.get(name):
                found[name] = known[name]
        return Given(**found)

    def refuse(self, said: Any) -> None:
        self.is_valid()
        self.add_error(None, str(said))

    def clean(self) -> dict[str, Any]:
        """A promise has its day; half of one would be lost without a word."""
        known = super().clean() or {}
        for name in [name for name in known if f"{name}_on" in self.fields]:
            on = f"{name}_on"
            if bool(known[name]) != bool(known.get(on)) and on not in self.errors:
                self.add_error(on, _("A promise has words and a day; give both, or neither."))
        return known

    def clean_number(self) -> str:
        """The number of another matter; it is looked up at once, so that a slip is seen here."""
        number = str(self.cleaned_data["number"])
        found = choices.by_number(matter_of(self.doing), number)
        if found is None:
            raise forms.ValidationError(_("There is no matter of this kind with that number."))
        self.cleaned_data["target"] = found
        return number

    @property
    def is_plain(self) -> bool:
        """Nothing is asked: a button does."""
        return not self.fields

    @property
    def folded_title(self) -> str:
        units = Need.UNITS in self.doing.act.needs
        return _("More units, and the share of each") if units else _("More promises")


def _besides(doing: Doing, offered: Offered) -> Fields:
    """What may be said although the procedure does not ask for it."""
    found: Fields = {}
    act = doing.act
    if act.choice == Choice.BY_PRODUCT:
        found["outcome"] = needs.outcome(doing)
    if Guard.REPLY_IS_SOUND in act.guards and doing.row.pk in offered.warned:
        found["despite"] = needs.despite()
    if act.effect in _MORE and Need.TEXT not in act.needs:
        found["text"] = _MORE[act.effect]()
    return found


_MORE: Mapping[Effect | None, Callable[[], forms.Field]] = {
    Effect.OPINION: needs.opinion,
    Effect.HAND: needs.duty,
}
