"""The tree of areas: the city, seven county-level areas, their towns and communities."""

from collections.abc import Iterator
from dataclasses import dataclass

CITY = "990100"


@dataclass(frozen=True)
class Area:
    """One node: `level` is city, county, zone, street, town, community or village."""

    code: str
    name: str
    level: str
    parent: str | None
    people: int = 0  # thousands, for the weight of a place among the voices


# One line per street or town: name, then its communities (社区) or villages (村).
COUNTIES = {
    "霁州区": """
文澜街道: 文澜 书院巷 钟楼 东仓 柳荫里 观塘
鹤鸣街道: 鹤鸣 机床厂 梧桐里 双桥 北斗路
映月街道: 映月 棉纺 清水井 牌坊街 石榴园
南浦街道: 南浦 渡口 船厂 水塔 樟树下
曲水街道: 曲水 竹竿巷 师范 东风里 油坊
锦屏街道: 锦屏 槐荫 五福 新华里 晨光
沙洲街道: 沙洲 滨河 橡胶厂 荷塘 长虹
""",
    "云渡区": """
云渡街道: 云渡 春晖 学府 兰亭 聚贤
望湖街道: 望湖 芷江里 翠屏 金穗 揽秀
丹枫街道: 丹枫 和悦 朝阳里 桂雨 同心
铁东街道: 铁东 机务段 红砖 站前 向阳
凤台街道: 凤台 锦和 花溪里 康乐 北苑
大有镇: 大有 塘湾 石桥铺 七里 樊家
白沙渡镇: 白沙渡 菱角 木鱼山 新堰 洪家
""",
    "青屿县": """
城厢街道: 县前 学宫 玉带 东关 麻石街
临湖街道: 临湖 鹭洲 湾里 芦花 渔歌
芦荻镇: 芦荻 上圩 下圩 周塘 双港
沉香镇: 沉香 桃坞 牛角湾 板桥 茶亭
横岭镇: 横岭 松坪 石门坎 葛家 半坡
泊口镇: 泊口 盐仓 渔业 沙头 老街
梅雪乡: 梅雪 高坪 冷水坑 云盘
""",
    "望禾县": """
永丰街道: 永丰 粮站 中兴 西园 禾香
北仓街道: 北仓 米市 三元 秀水 安和
稻香镇: 稻香 大垄 小垄 邱家 万亩
双穗镇: 双穗 莲塘 杨树湾 官田 河口
龙骨车镇: 龙骨车 水碾 曹坊 陂头 石坝
柳编镇: 柳编 田心 上楼 下楼 新圩
麦岭乡: 麦岭 谷岭 黄土坡 青石
""",
    "槐阳县": """
槐树街道: 槐树 城隍 东门 北关 仁和
新槐街道: 新槐 开元 文昌 丰泽 锦城
矿务镇: 矿务 一矿 三矿 俱乐部 选煤
石灰窑镇: 石灰窑 采石 金鸡 杜家 陈坳
老君镇: 老君 药王 银杏 崔家 洼里
枣林镇: 枣林 红旗 东塬 西塬 沟门
沟沿乡: 沟沿 窑洞 小米 羊圈
""",
    "柏津县": """
柏津街道: 柏津 南街 北街 孔庙 津门
翠竹街道: 翠竹 笋园 竹艺 青竹 江岸
索桥镇: 索桥 桥东 桥西 索塘 盘山
瀑布镇: 瀑布 龙潭 水帘 上游 半岭
茶马镇: 茶马 马站 驿道 古樟 茶园
石斛镇: 石斛 药谷 丹崖 岩前 温泉
云雾乡: 云雾 天池 尖峰 老林
""",
    "示例经济技术开发区": """
创新街道: 创新 硅谷里 产业园 人才 新港
兴业街道: 兴业 电子城 物流园 兴旺 和谐
启航街道: 启航 蓝领 安置一区 安置二区 未来
新渠镇: 新渠 孵化 大坝 赵家 渠首
""",
}
PEOPLE = {
    "霁州区": 620,
    "云渡区": 540,
    "青屿县": 380,
    "望禾县": 430,
    "槐阳县": 360,
    "柏津县": 290,
    "示例经济技术开发区": 210,
}


def _communities(town: str, code: str, names: str) -> Iterator[Area]:
    urban = town.endswith("街道")
    for place, name in enumerate(names.split(), start=1):
        suffix, level = ("社区", "community") if urban else ("村", "village")
        yield Area(f"{code}{place:03d}", name + suffix, level, code)


def _towns(county: str, code: str) -> Iterator[Area]:
    for place, line in enumerate(COUNTIES[county].split("\n")[1:-1], start=1):
        town, names = line.split(": ")
        first = 0 if town.endswith("街道") else 100  # as in the national codes: towns from 100
        own = f"{code}{first + place:03d}"
        yield Area(own, town, "street" if town.endswith("街道") else "town", code)
        yield from _communities(town, own, names)


def _tree() -> Iterator[Area]:
    yield Area(CITY, "示例市", "city", None, sum(PEOPLE.values()))
    for place, (county, people) in enumerate(PEOPLE.items(), start=1):
        zone = county.endswith("开发区")
        number = 71 if zone else place + (1 if county.endswith("区") else 18)
        code = f"9901{number:02d}"
        yield Area(code, county, "zone" if zone else "county", CITY, people)
        yield from _towns(county, code)


AREAS: tuple[Area, ...] = tuple(_tree())
BY_CODE: dict[str, Area] = {area.code: area for area in AREAS}
