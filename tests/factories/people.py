from datetime import date
from typing import Any

from qunce.people.models import Person, Post, Role, Unit, UnitKind
from qunce.people.queries import hat_of
from qunce.people.rules import Hat
from qunce.places.models import Jurisdiction


def make_jurisdiction(code: str = "990000", **fields: Any) -> Jurisdiction:
    fields.setdefault("name", "示例市")
    return Jurisdiction.objects.get_or_create(code=code, defaults=fields)[0]


def make_unit(jurisdiction: Jurisdiction | None = None, code: str = "A01", **fields: Any) -> Unit:
    fields = {"name": "示例市活动办公室", "kind": UnitKind.DEPARTMENT, **fields}
    return Unit.objects.get_or_create(
        jurisdiction=jurisdiction or make_jurisdiction(), code=code, defaults=fields
    )[0]


def make_clerk(
    name: str = "alice", role: str = Role.OFFICE, unit: Unit | None = None, **fields: Any
) -> Person:
    """Alice works in the office unless another role or unit is given."""
    person = Person.objects.create(username=name, name=name, **fields)
    person.set_password("open sesame 2026")
    person.save()
    Post.objects.create(
        person=person, unit=unit or make_unit(), role=role, since_on=date(2020, 1, 1)
    )
    return person


def make_hat(name: str = "alice", role: str = Role.OFFICE, unit: Unit | None = None) -> Hat:
    """One post of a person who never signs in: a password costs a second to store."""
    person = Person.objects.create(username=name, name=name, password="!")
    Post.objects.create(
        person=person, unit=unit or make_unit(), role=role, since_on=date(2020, 1, 1)
    )
    hat = hat_of(person)
    assert hat is not None
    return hat
