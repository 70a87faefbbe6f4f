"""The made-up deputies of the city's congress: 120 in seven delegations and six groups."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Delegation:
    name: str
    area: str
    group: str  # the territorial group of its deputies


@dataclass(frozen=True)
class Deputy:
    name: str
    delegation: str
    groups: tuple[str, ...]


CONGRESS = "示例市人民代表大会"
NUMBER = 9  # of the term
TERRITORIAL = ("城区代表小组", "湖区代表小组", "山区代表小组")
EDUCATION, INDUSTRY, FARMING = FIELDS = ("教育卫生代表小组", "产业科技代表小组", "农业农村代表小组")

DELEGATIONS = (
    Delegation("霁州代表团", "霁州区", "城区代表小组"),
    Delegation("云渡代表团", "云渡区", "城区代表小组"),
    Delegation("青屿代表团", "青屿县", "湖区代表小组"),
    Delegation("望禾代表团", "望禾县", "湖区代表小组"),
    Delegation("槐阳代表团", "槐阳县", "山区代表小组"),
    Delegation("柏津代表团", "柏津县", "山区代表小组"),
    Delegation("开发区代表团", "示例经济技术开发区", "城区代表小组"),
)
# The first names of a delegation are those that other parts of the demo call by name.
NAMES = """
霁州:
纪素筠 邬长庚 沈景行 陆桂英 温远山 秦嘉禾 卢德胜 程玉衡 范爱珍 崔天佑 谭亚男
贺敏之 龚万春 邵怀瑾 孟婉宁 尹慧敏 段知行 黎晓彤 史新民 陶建平 乔静波 付明远
侯雨桐 龙永强 万承远 康莲香

云渡:
苗映秋 翟立冬 茅宝山 邱秋实 江启明 顾春燕 方雅琴 石福生 夏素芬 薛秀兰 熊文珺
阎晓川 钱青禾 汤春和 戴开泰 莫佩兰 洪兴旺 施如松 牛长河 宁映雪 向立夏 葛世安
柴向阳

青屿:
殷小满 芮春芽 芦美玲 路海棠 祁翠花 甘志刚 柏少华 倪思齐 庄丽华 晏冬梅 尚若水
焦巧云 巩树林 耿广田 解云舒 冉守拙

望禾:
褚禾生 苑月娥 占乐山 项红霞 司小燕 岳大鹏 卞砚清 蒲国梁 费采薇 冼金凤 祝运来
沈振宇 庄振宇 薛运来 项金凤 石采薇 司国梁 陆砚清

槐阳:
栾静姝 祝石泉 谭大鹏 尹小燕 方红霞 尚乐山 侯月娥 葛守拙 沈云舒 付广田 宁树林
巩巧云 耿若水 范冬梅 段丽华

柏津:
幸大川 冼玉兰 施思齐 苑少华 芦志刚 柏翠花 阎海棠 万美玲 茅向阳 夏世安 乔立夏
史映雪 龙长河

开发区:
佟远帆 顾如松 康兴旺 向佩兰 熊开泰 蒲春和 黎青禾 解晓川 崔文珺
"""
# Some are in a group by field too: these by what they do, of the others every third.
BY_FIELD = {
    "纪素筠": EDUCATION,
    "翟立冬": INDUSTRY,
    "褚禾生": FARMING,
    "芮春芽": EDUCATION,
    "栾静姝": EDUCATION,
    "佟远帆": INDUSTRY,
}


def _deputies() -> Iterator[Deputy]:
    for delegation, block in zip(DELEGATIONS, NAMES.strip().split("\n\n"), strict=True):
        short, *lines = block.split("\n")
        if delegation.name != f"{short.removesuffix(':')}代表团":
            raise ValueError(f"the names of {delegation.name} stand under {short}")
        for place, name in enumerate(" ".join(lines).split()):
            field = BY_FIELD.get(name) or (FIELDS[place // 3 % 3] if place % 3 == 2 else None)
            groups = (delegation.group, *([field] if field else []))
            yield Deputy(name, delegation.name, groups)


DEPUTIES: tuple[Deputy, ...] = tuple(_deputies())
