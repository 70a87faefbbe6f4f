"""A dozen made-up deputies of the city's and the counties' congresses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deputy:
    name: str
    congress: str
    delegation: str
    occupation: str
    area: str  # the name of the street or town where the deputy meets people


_CITY = "示例市人民代表大会"

DEPUTIES: tuple[Deputy, ...] = (
    Deputy("纪素筠", _CITY, "霁州代表团", "小学教师", "文澜街道"),
    Deputy("邬长庚", _CITY, "霁州代表团", "公交驾驶员", "鹤鸣街道"),
    Deputy("苗映秋", _CITY, "云渡代表团", "社区党委书记", "望湖街道"),
    Deputy("翟立冬", _CITY, "云渡代表团", "电梯维修技师", "铁东街道"),
    Deputy("殷小满", _CITY, "青屿代表团", "渔业合作社负责人", "泊口镇"),
    Deputy("褚禾生", _CITY, "望禾代表团", "种粮大户", "稻香镇"),
    Deputy("栾静姝", _CITY, "槐阳代表团", "县医院儿科医生", "槐树街道"),
    Deputy("幸大川", _CITY, "柏津代表团", "竹艺传承人", "翠竹街道"),
    Deputy("佟远帆", _CITY, "开发区代表团", "企业工程师", "创新街道"),
    Deputy("芮春芽", "青屿县人民代表大会", "沉香代表小组", "乡村医生", "沉香镇"),
    Deputy("祝石泉", "槐阳县人民代表大会", "矿务代表小组", "退休矿工", "矿务镇"),
    Deputy("冼玉兰", "柏津县人民代表大会", "茶马代表小组", "民宿经营者", "茶马镇"),
)
