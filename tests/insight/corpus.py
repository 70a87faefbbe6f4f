"""Made-up voices with known themes and known copies."""

import random
from dataclasses import dataclass

MATTERS = {
    "充电": (
        "小区电动车充电桩太少",
        "电动车飞线充电有火灾隐患",
        "请在车棚里增设充电桩",
        "充电桩坏了几个月没人修",
        "充电收费比别处贵一倍",
    ),
    "公交": (
        "公交班次太少等车要半小时",
        "末班公交车收得太早",
        "请把公交线路延长到开发区",
        "公交站没有雨棚和座椅",
        "上下班高峰公交车挤不上去",
    ),
    "油烟": (
        "楼下餐馆油烟直排到窗口",
        "烧烤摊油烟熏得不敢开窗",
        "餐饮店没有装专用烟道",
        "请查处油烟净化器不开的饭店",
        "油烟管道对着居民卧室",
    ),
    "学位": (
        "孩子上小学学位不够",
        "学区划分不公平",
        "请新建一所公办小学",
        "小学入学要摇号家长着急",
        "公办幼儿园学位太紧张",
    ),
    "道路": (
        "村里水泥路坑坑洼洼",
        "道路破损多年没有硬化",
        "下雨天泥巴路没法走",
        "请尽快修补路面坑洞",
        "通村公路路基塌了一段",
    ),
    "工资": (
        "工地拖欠农民工工资半年",
        "老板跑了工资没有着落",
        "请劳动监察追讨拖欠工资",
        "干了三个月一分工资没发",
        "包工头拖欠工人血汗钱",
    ),
}
PLACES = ("青禾", "柳浪", "东风", "石桥", "南坪", "望江", "白鹭", "金穗", "云溪", "松岭")
FACTS = ("住了十年", "反映过三回", "楼里老人多", "天天如此", "冬天更难", "孩子还小", "邻居都说")


@dataclass(frozen=True)
class Voice:
    text: str
    theme: str


def voices(count: int, *, seed: int = 1) -> list[Voice]:
    """Voices of two to four clauses about one matter each; no two are copies."""
    draw = random.Random(seed)
    made: dict[str, str] = {}
    while len(made) < count:
        theme = draw.choice(sorted(MATTERS))
        clauses = draw.sample(MATTERS[theme], draw.randint(2, 4))
        clauses.insert(draw.randrange(len(clauses) + 1), draw.choice(FACTS))
        place = f"{draw.choice(PLACES)}{draw.choice(PLACES)}路{draw.randint(1, 999)}号"
        made[f"{place}，" + "，".join(clauses) + "。"] = theme
    return [Voice(text, theme) for text, theme in made.items()]


def texts(count: int, *, seed: int = 1) -> list[str]:
    return [voice.text for voice in voices(count, seed=seed)]


def misspelt(text: str, edits: int, *, seed: int = 0) -> str:
    """A copy with characters dropped, doubled or replaced; digits and places are left alone."""
    draw = random.Random(seed)
    chars = list(text)
    for _ in range(edits):
        at = draw.randrange(len(chars) // 2, len(chars) - 1)
        chars[at] = draw.choice(("", chars[at] * 2, "的", "了"))
    return "".join(chars)
