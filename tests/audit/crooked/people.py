"""Seats, posts and terms that do not fit each other."""

from tests.audit.crooked.planting import Crooked, drop_index

ROWS: list[Crooked] = [
    (
        "people.one_seat",
        "the same person twice",
        ["people_deputy {suspended}"],
        [
            drop_index("one_seat_a_term"),
            "UPDATE people_deputy SET person_id ="
            " (SELECT person_id FROM people_deputy WHERE id = {seat}) WHERE id = {suspended}",
        ],
    ),
    (
        "people.seats_in_terms",
        "begins before its term",
        ["people_deputy {seat}"],
        ["UPDATE people_deputy SET since_on = '2023-12-01' WHERE id = {seat}"],
    ),
    (
        "people.seats_in_terms",
        "ends before it begins",
        ["people_deputy {ended}"],
        ["UPDATE people_deputy SET until_on = '2024-01-01' WHERE id = {ended}"],
    ),
    (
        "people.formed_in_terms",
        "a group of the next term",
        ["people_deputy {seat}"],
        [
            "INSERT INTO people_deputy_groups (deputy_id, group_id) VALUES ({seat}, {later_group})",
        ],
    ),
    (
        "people.posts_of_seats",
        "an active deputy who cannot act",
        ["people_deputy {seat}"],
        ["UPDATE people_post SET until_on = '2024-06-01' WHERE id = {seat_post}"],
    ),
    (
        "people.posts_of_seats",
        "an ended seat that goes on acting",
        ["people_deputy {ended}"],
        [
            "UPDATE people_post SET until_on = '2028-12-31' WHERE id ="
            " (SELECT post_id FROM people_deputy WHERE id = {ended})",
        ],
    ),
    (
        "people.posts_of_seats",
        "a suspended deputy who goes on acting",
        ["people_deputy {suspended}"],
        ["UPDATE people_post SET until_on = '2028-12-31' WHERE id = {suspended_post}"],
    ),
    (
        "people.sessions_in_terms",
        "after its term",
        ["people_session {session}"],
        ["UPDATE people_session SET closes_on = '2029-01-01' WHERE id = {session}"],
    ),
    (
        "people.sessions_in_terms",
        "bills after the last day, by the clock of the place",
        ["people_session {session}"],
        ["UPDATE people_session SET bills_until = '2024-01-14 16:00+00' WHERE id = {session}"],
    ),
    (
        "people.terms_apart",
        "a term that begins early",
        ["people_term {later}"],
        ["UPDATE people_term SET begins_on = '2028-12-31' WHERE id = {later}"],
    ),
]
