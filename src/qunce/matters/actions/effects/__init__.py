"""What an act does besides moving: one function for each effect of the grammar."""

from collections.abc import Callable, Mapping

from qunce.matters.actions.effects import answering, assigning, opening, rating, signing, voices
from qunce.matters.actions.moving import Moving
from qunce.procedure import Effect

EFFECTS: Mapping[Effect, Callable[[Moving], None]] = {
    Effect.NUMBER: opening.number,
    Effect.ASSIGN: assigning.assign,
    Effect.REASSIGN: assigning.reassign,
    Effect.HAND: assigning.hand,
    Effect.NAME_CO_UNITS: assigning.name_co_units,
    Effect.MERGE: assigning.merge,
    Effect.EXTEND: assigning.extend,
    Effect.REOPEN: assigning.reopen,
    Effect.END_ASSIGNMENTS: assigning.end_assignments,
    Effect.CONTACT: answering.contact,
    Effect.OPINION: answering.opinion,
    Effect.DRAFT: answering.draft,
    Effect.SIGN: answering.sign,
    Effect.RATE: rating.rate,
    Effect.RATE_UNITS: rating.rate_units,
    Effect.DISPATCH: rating.dispatch,
    Effect.ASK_COSIGNERS: signing.ask,
    Effect.CONFIRM: signing.confirm,
    Effect.DECLINE: signing.decline,
    Effect.AGREE: signing.agree,
    Effect.SET_VOICES_ASIDE: voices.set_aside,
    Effect.OPEN_SUGGESTION: opening.suggestion,
    Effect.OBJECT: opening.objection,
    Effect.HAND_OVER: opening.hand_over,
    Effect.REWRITE: opening.rewrite,
}
