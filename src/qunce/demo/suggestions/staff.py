"""Who handles and who signs in the units of the made-up city; most of them cannot enter."""

from dataclasses import dataclass, field
from datetime import date

from qunce.demo.accounts import ACCOUNTS
from qunce.people import actions as people
from qunce.people.models import Person, Role, Unit
from qunce.people.queries import hat_of
from qunce.people.rules import Hat

_SURNAMES = "丁马方石卢田白冯吕朱任汤苏杜李吴何宋张陈林罗周郑赵胡高郭唐黄曹梁彭韩谢蔡潘薛魏戴"
_GIVEN = (
    *("志诚", "文静", "立群", "海燕", "建国", "晓岚", "永年", "雪梅", "一鸣", "春华"),
    *("伯钧", "丽娟", "守信", "玉洁", "思远", "桂芳", "大为", "静怡", "克勤", "秀兰"),
)
_KNOWN = {(a.unit, a.role): a.username for a in ACCOUNTS}


@dataclass
class Staff:
    """The hats of units by their short names, made when they are first needed."""

    units: dict[str, Unit]
    since_on: date
    hats: dict[tuple[str, str], Hat] = field(default_factory=dict)

    def handler(self, unit: str) -> Hat:
        return self._hat(unit, Role.UNIT)

    def head(self, unit: str) -> Hat:
        return self._hat(unit, Role.UNIT_HEAD)

    def reviewer(self, unit: str) -> Hat:
        return self._hat(unit, Role.REVIEWER)

    def _hat(self, unit: str, role: str) -> Hat:
        if (unit, role) not in self.hats:
            hat = hat_of(self._person(unit, role))
            assert hat is not None
            self.hats[unit, role] = hat
        return self.hats[unit, role]

    def _person(self, unit: str, role: str) -> Person:
        if username := _KNOWN.get((unit, role)):
            return Person.objects.get(username=username)
        username = f"{role}-{self.units[unit].code}".lower().replace("_", "-")
        if known := Person.objects.filter(username=username).first():
            return known
        person = people.open_account(username=username, name=self._name(), password=None)
        people.give_post(person=person, unit=self.units[unit], role=role, since_on=self.since_on)
        return person

    def _name(self) -> str:
        n = len(self.hats)
        return _SURNAMES[n * 7 % len(_SURNAMES)] + _GIVEN[n * 3 % len(_GIVEN)]
