"""The words by which people name their columns, and what each of them means for us."""

import re
import unicodedata

# What a voice is made of, and two roles that are left out unless somebody asks for them.
_HEADERS = {
    "text": (
        "留言详情 留言内容 建议内容 意见内容 诉求内容 点子内容 反映内容 问题内容 来信内容 "
        "具体内容 详细内容 主要内容 内容 详情 正文 问题描述 情况描述 描述 诉求 民声 点子 金点子 "
        "意见建议 意见和建议 意见 建议 您的建议 留言 "
        "text content body message comment idea suggestion description feedback"
    ),
    "title": (
        "留言主题 建议标题 点子名称 点子标题 事项名称 来信标题 主题 标题 题目 事由 案由 "
        "title subject headline topic"
    ),
    "time": (
        "留言时间 提交时间 创建时间 填写时间 发布时间 登记时间 受理时间 来电时间 时间 日期 "
        "time date datetime timestamp created created_at submitted submitted_at"
    ),
    "id": ("留言编号 点子编号 工单编号 工单号 受理编号 流水号 编号 序号 答卷编号 id no number num"),
    "place": (
        "事发地点 事发地址 发生地点 地点 所在地 所属区域 所属地区 区域 地区 县区 区县 乡镇 "
        "乡镇街道 街道 社区 村居 网格 小区 place area district location region"
    ),
    "topic": "征集主题 征集专题 征集方向 所属主题 所属专题 主题分类 idea_topic",
    "consent": "是否同意公开 同意公开 是否公开 公开意愿 可否公开 consent public",
    "likes": "点赞数 点赞量 点赞 支持数 赞同数 附议数 likes upvotes votes agrees",
    "person": (
        "留言用户 用户 用户名 昵称 网名 姓名 提交人 建议人 留言人 反映人 来电人 来信人 联系人 "
        "作者 账号 name user username author nickname"
    ),
    "contact": (
        "电话 电话号码 联系电话 来电号码 手机 手机号 手机号码 联系方式 邮箱 电子邮箱 微信 微信号 "
        "qq qq号 openid 住址 家庭住址 联系地址 通信地址 通讯地址 ip ip地址 "
        "phone mobile tel telephone email contact wechat address"
    ),
}
HEADERS = {role: frozenset(words.split()) for role, words in _HEADERS.items()}

# Never taken in, wherever the word stands in a column's name: no number of an identity card, no
# belief, health, body or attitude of a person, no label on people (PIPL Art. 6, 28; design §2.5).
_REFUSED = {
    "refused_id_card": "身份证 证件号 护照 idcard id_card identity_card passport",
    "refused_sensitive": (
        "政治面貌 党派 政治态度 政治倾向 宗教 信仰 民族 健康状况 病史 疾病 残疾 基因 指纹 人脸 "
        "虹膜 生物特征 生物识别 性取向 银行卡 银行账号 行踪轨迹 "
        "religion ethnicity health biometric fingerprint political_party bank_account"
    ),
    "refused_label": (
        "重点人员 重点人群 信访户 上访户 缠访 风险等级 风险人员 稳控 思想状况 人员标签 信用等级 "
        "risk_level person_tag"
    ),
}
REFUSED = {code: tuple(words.split()) for code, words in _REFUSED.items()}

_BRACKETS = re.compile(r"[（(【\[].*?[）)】\]]")
_DECORATION = re.compile(r"^[\d一二三四五六七八九十]+[、.．)）]|[*＊:：?？\s_]+$|^[*＊\s]+")
_LATIN_JOIN = re.compile(r"[\s_\-]+")


def plain(header: str) -> str:
    """The name of a column without brackets, numbering, stars and capitals."""
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", header)).strip()
    return _LATIN_JOIN.sub("_", _DECORATION.sub("", text).strip().lower())


def refusal(header: str) -> str:
    """The code of the reason why such a column is never read, or ""."""
    name = _LATIN_JOIN.sub("_", unicodedata.normalize("NFKC", header).lower())
    for code, words in REFUSED.items():
        if any(word in name for word in words):
            return code
    return ""


def role_by_name(header: str) -> tuple[str, str]:
    """The role whose word is the column's name or its ending, and that word; or two blanks.

    The end of a Chinese name decides (建议时间 is a time, 点子编号 a number), so the longest
    word that ends it wins.
    """
    name = plain(header)
    found = [
        (len(word), role, word)
        for role, words in HEADERS.items()
        for word in words
        if name == word or _ends(name, word)
    ]
    _, role, word = max(found, default=(0, "", ""))
    return role, word


def known_header(cell: str) -> bool:
    """Whether a cell is, word for word, the name of a column that we know."""
    name = plain(cell)
    return any(name in words for words in HEADERS.values())


def _ends(name: str, word: str) -> bool:
    if word.isascii():
        return name.endswith(f"_{word}")
    return len(word) > 1 and name.endswith(word)
