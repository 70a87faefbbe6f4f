"""Who somebody is to a matter. The same person is the author of one and a stranger to the next."""

from enum import StrEnum

from qunce.procedure.words import Words


class Role(StrEnum):
    AUTHOR = "author"
    COSIGNER = "cosigner"
    OFFICE = "office"
    DEPUTY_OFFICE = "deputy_office"
    GOVERNMENT_OFFICE = "government_office"
    SECRETARIAT = "secretariat"
    PRESIDIUM = "presidium"
    COMMITTEE = "committee"
    CHAIRS = "chairs"
    LEADER = "leader"
    STATION = "station"
    COMMUNITY = "community"
    TOWN = "town"
    TOWN_LEADER = "town_leader"
    COUNTY = "county"
    LEAD_UNIT = "lead_unit"
    CO_UNIT = "co_unit"
    UNIT_HEAD = "unit_head"
    # The unit that owes a task or mends a finding itself, without parts, and whoever signs for it.
    UNIT = "unit"
    HEAD = "head"
    GROUP = "group"
    # Whoever gave a unit its part, and whoever decides what of an answer is public: which of the
    # roles above that is, each kind of matter says itself (`Procedure.who`).
    ASSIGNER = "assigner"
    PUBLISHER = "publisher"
    # What happens by itself: the last answer came in, a date went by.
    HOUSE = "house"

    @property
    def words(self) -> Words:
        return _TITLES[self]


_TITLES = {
    Role.AUTHOR: Words("提出人", "author"),
    Role.COSIGNER: Words("联名代表", "co-signer"),
    Role.OFFICE: Words("活动办公室", "campaign office"),
    Role.DEPUTY_OFFICE: Words("代表工作机构", "deputies' office"),
    Role.GOVERNMENT_OFFICE: Words("政府办公室", "government office"),
    Role.SECRETARIAT: Words("大会秘书处", "session secretariat"),
    Role.PRESIDIUM: Words("主席团", "presidium"),
    Role.COMMITTEE: Words("专门委员会", "committee"),
    Role.CHAIRS: Words("主任会议", "chairpersons' meeting"),
    Role.LEADER: Words("领衔领导", "lead supervisor"),
    Role.STATION: Words("代表联络站", "liaison station"),
    Role.COMMUNITY: Words("村（社区）", "community"),
    Role.TOWN: Words("乡镇（街道）", "town or street"),
    Role.TOWN_LEADER: Words("乡镇（街道）主要领导", "head of the town or street"),
    Role.COUNTY: Words("县（区）平台", "county desk"),
    Role.LEAD_UNIT: Words("承办单位", "handling unit"),
    Role.CO_UNIT: Words("会办单位", "co-handling unit"),
    Role.UNIT_HEAD: Words("承办单位负责人", "head of the unit"),
    Role.UNIT: Words("责任单位", "unit responsible"),
    Role.HEAD: Words("责任单位负责人", "head of the unit responsible"),
    Role.GROUP: Words("督导组", "supervision group"),
    Role.ASSIGNER: Words("交办方", "whoever assigned it"),
    Role.PUBLISHER: Words("公开审查方", "whoever reviews its openness"),
    Role.HOUSE: Words("系统", "the house itself"),
}
