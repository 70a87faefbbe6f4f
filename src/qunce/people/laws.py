"""What holds of every congress, its terms, sessions and seats."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.laws import Breach, Law, by_query

_SEATS = "SELECT count(*) FROM people_deputy"

# Two seats at the same time, in one term or in two that follow each other wrongly.
_TWO_SEATS = """
SELECT DISTINCT b.id FROM people_deputy a
JOIN people_term s ON s.id = a.term_id
JOIN people_term t ON t.congress_id = s.congress_id
JOIN people_deputy b ON b.term_id = t.id AND b.person_id = a.person_id AND b.id > a.id
WHERE daterange(a.since_on, coalesce(a.until_on, s.ends_on), '[]')
   && daterange(b.since_on, coalesce(b.until_on, t.ends_on), '[]')
ORDER BY 1
"""
_OUTSIDE = """
SELECT d.id FROM people_deputy d JOIN people_term t ON t.id = d.term_id
WHERE d.since_on < t.begins_on OR coalesce(d.until_on, t.ends_on) > t.ends_on
   OR d.until_on < d.since_on
ORDER BY 1
"""
_ELSEWHERE = """
SELECT d.id FROM people_deputy d
LEFT JOIN people_delegation g ON g.id = d.delegation_id
WHERE g.term_id <> d.term_id OR EXISTS (
    SELECT FROM people_deputy_groups m JOIN people_group o ON o.id = m.group_id
    WHERE m.deputy_id = d.id AND o.term_id <> d.term_id
)
ORDER BY 1
"""
# An active seat acts until the term ends, a suspended or ended one not beyond its day.
_POSTS = """
SELECT d.id FROM people_deputy d
JOIN people_term t ON t.id = d.term_id
JOIN people_congress c ON c.id = t.congress_id
JOIN people_post p ON p.id = d.post_id
WHERE p.person_id <> d.person_id OR p.role <> 'deputy' OR p.unit_id <> c.office_id
   OR p.until_on IS NULL OR p.until_on > coalesce(d.until_on, t.ends_on)
   OR (d.status = 'active') <> (p.until_on = t.ends_on)
ORDER BY 1
"""
_SESSIONS = """
SELECT s.id FROM people_session s JOIN people_term t ON t.id = s.term_id
WHERE s.opens_on < t.begins_on OR s.closes_on > t.ends_on
   OR NOT (s.bills_until AT TIME ZONE %s)::date BETWEEN s.opens_on AND s.closes_on
ORDER BY 1
"""
_TERMS = """
SELECT DISTINCT b.id FROM people_term a
JOIN people_term b ON b.congress_id = a.congress_id AND b.id > a.id
    AND b.begins_on <= a.ends_on AND b.ends_on >= a.begins_on
ORDER BY 1
"""


def _two_seats(pk: int) -> Breach:
    return Breach(f"people_deputy {pk}", _("this person sits in the same congress twice"))


def _outside(pk: int) -> Breach:
    return Breach(f"people_deputy {pk}", _("the seat lies outside its term"))


def _elsewhere(pk: int) -> Breach:
    return Breach(f"people_deputy {pk}", _("its delegation or group is of another term"))


def _post(pk: int) -> Breach:
    return Breach(f"people_deputy {pk}", _("the seat and the post it acts in do not agree"))


def _session(pk: int) -> Breach:
    return Breach(f"people_session {pk}", _("not inside its term, or takes bills when closed"))


def _term(pk: int) -> Breach:
    return Breach(f"people_term {pk}", _("begins before another term of its congress ends"))


LAWS = (
    Law(
        "people.one_seat",
        gettext_lazy("Nobody has two seats in one congress at a time."),
        by_query(_SEATS, _TWO_SEATS, _two_seats),
    ),
    Law(
        "people.seats_in_terms",
        gettext_lazy("Every seat lies inside its term."),
        by_query(_SEATS, _OUTSIDE, _outside),
    ),
    Law(
        "people.formed_in_terms",
        gettext_lazy("Delegation and groups of a seat are of its own term."),
        by_query(_SEATS, _ELSEWHERE, _elsewhere),
    ),
    Law(
        "people.posts_of_seats",
        gettext_lazy("A deputy acts here as long as the seat lasts and is not suspended."),
        by_query(_SEATS, _POSTS, _post),
    ),
    Law(
        "people.sessions_in_terms",
        gettext_lazy("Every session lies inside its term and takes bills only while it is open."),
        by_query("SELECT count(*) FROM people_session", _SESSIONS, _session, (settings.TIME_ZONE,)),
    ),
    Law(
        "people.terms_apart",
        gettext_lazy("The terms of a congress do not overlap."),
        by_query("SELECT count(*) FROM people_term", _TERMS, _term),
    ),
)
