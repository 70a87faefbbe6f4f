"""The made-up city holds together and borrows nothing from a real one."""

import re
from collections import Counter
from itertools import pairwise

from qunce.demo.city import AREAS, BY_CODE, CAMPAIGN, DELEGATIONS, DEPUTIES, TOPICS, UNITS
from qunce.demo.city.deputies import FIELDS, TERRITORIAL

PLACES = """
北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南
湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆
香港 澳门 长沙 武汉 广州 深圳 杭州 南京 成都 西安 郑州 济南 合肥 南昌 福州 昆明
贵阳 太原 石家庄 沈阳 长春 哈尔滨 兰州 西宁 海口 南宁 拉萨 银川 乌鲁木齐 晋城 晋江 苏州
宁波 青岛 大连 厦门
"""
REAL = PLACES.split()


def test_there_are_97_units_of_which_68_belong_to_the_city_itself():
    kinds = Counter(unit.kind for unit in UNITS)
    assert len(UNITS) == 97
    assert kinds["party"] + kinds["department"] + kinds["group"] == 68
    assert kinds["county"] == 6
    assert kinds["zone"] == 1


def test_codes_and_names_of_units_are_their_own():
    assert len({unit.code for unit in UNITS}) == 97
    assert len({unit.name for unit in UNITS}) == 97
    assert len({unit.short for unit in UNITS}) == 97


def test_every_area_but_the_city_lies_in_another():
    assert [area.name for area in AREAS if area.parent is None] == ["示例市"]
    for area in AREAS[1:]:
        assert area.parent in BY_CODE
        assert area.code.startswith(area.parent[:4])


def test_area_codes_are_distinct_invented_and_of_national_shape():
    codes = [area.code for area in AREAS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"99\d{4}(\d{3}){0,2}", code) for code in codes)


def test_the_city_has_about_two_hundred_communities_and_villages():
    levels = Counter(area.level for area in AREAS)
    assert 150 <= levels["community"] + levels["village"] <= 300


def test_every_unit_lies_in_a_known_area_and_says_what_it_does():
    for unit in UNITS:
        assert unit.area in BY_CODE
        assert unit.duties.endswith("。")


def test_the_phases_follow_one_another_without_a_gap():
    phases = CAMPAIGN.phases
    assert [phase.name for phase in phases] == ["宣传发动", "组织实施", "总结交流"]
    assert (phases[0].starts_on, phases[-1].ends_on) == (CAMPAIGN.starts_on, CAMPAIGN.ends_on)
    for before, after in pairwise(phases):
        assert (after.starts_on - before.ends_on).days == 1


def test_ideas_are_asked_for_while_the_campaign_runs():
    assert CAMPAIGN.starts_on <= CAMPAIGN.ideas_from < CAMPAIGN.ideas_until <= CAMPAIGN.ends_on


def test_120_deputies_sit_in_a_delegation_for_each_county_and_the_zone():
    counties = [area.name for area in AREAS if area.level in {"county", "zone"}]
    assert [delegation.area for delegation in DELEGATIONS] == counties
    assert len({deputy.name for deputy in DEPUTIES}) == len(DEPUTIES) == 120
    sizes = Counter(deputy.delegation for deputy in DEPUTIES)
    assert set(sizes) == {delegation.name for delegation in DELEGATIONS}
    assert min(sizes.values()) >= 9


def test_each_deputy_is_in_a_group_by_place_and_some_in_one_by_field():
    sizes = Counter(group for deputy in DEPUTIES for group in deputy.groups)
    assert set(sizes) == {*TERRITORIAL, *FIELDS}
    assert sum(sizes[name] for name in TERRITORIAL) == 120
    assert all(10 <= sizes[name] <= 25 for name in FIELDS)


def test_no_real_province_or_city_is_named():
    words = [area.name for area in AREAS] + [unit.name + unit.duties for unit in UNITS]
    words += [topic.title + topic.question for topic in TOPICS]
    found = [(word, real) for word in words for real in REAL if real in word]
    assert found == []
