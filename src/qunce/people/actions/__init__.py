"""Setting up units, accounts and posts; the congress, its sessions and its seats."""

from qunce.people.actions.accounts import close_account, renew_password
from qunce.people.actions.appointing import (
    NewUnit,
    appoint,
    choose_password,
    end_post,
    give_post,
    invite,
    invite_colleague,
    open_account,
    set_up_units,
)
from qunce.people.actions.congress import (
    NewDelegation,
    NewGroup,
    begin_term,
    convene,
    form_delegations,
    form_groups,
    found_congress,
    move_session,
)
from qunce.people.actions.seats import NewSeat, end_seat, restore, seat, suspend

__all__ = [
    "NewDelegation",
    "NewGroup",
    "NewSeat",
    "NewUnit",
    "appoint",
    "begin_term",
    "choose_password",
    "close_account",
    "convene",
    "end_post",
    "end_seat",
    "form_delegations",
    "form_groups",
    "found_congress",
    "give_post",
    "invite",
    "invite_colleague",
    "move_session",
    "open_account",
    "renew_password",
    "restore",
    "seat",
    "set_up_units",
    "suspend",
]
