"""Names for themes: short noun phrases that stand in the texts, word beside word.

A phrase is one to four adjacent words of a shape that a clerk would write as a heading. It is
ranked by how many voices of the theme say it and how rarely the other themes do. Persons,
numbers and masked places never enter a name.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import rjieba
from numpy.typing import NDArray
from scipy import sparse

from qunce.insight.vectors import evenly
from qunce.insight.words import STOP_WORDS, Cut

LONGEST = 4
# Voices read for the names of all themes together and of one theme; the fewest to say a phrase.
READ, READ_OF_ONE, FEWEST = 30_000, 200, 2
_BITS = 15
_HAN = re.compile(r"[\u3400-\u9fff]+")
# Part-of-speech tags that may stand inside a name, and those that may end it.
_INNER = frozenset("n nz nt ns v vn a an ad b l i j s f ng vg d x".split())
_LAST = frozenset("n vn v l j i an nz s nt ns x".split())
_PERSON = frozenset("nr nrt nrfg".split())
_EMPTY = frozenset(
    """问题 情况 事情 建议 反映 投诉 咨询 要求 希望 时间 方面 工作 人员 单位 群众 居民 市民 业主 老百姓 百姓 村民 领导
    地方 国家 社会 信息 内容 原因 方式 标准 影响 严重 管理 服务 部门 公司 政府 电话 回复 存在 出现 没有 需要 感谢 关注
    重视 落实 解决 办理 处理 提供 进行 开展 加强 提高 加大 完善 发展 建设 生活 中心 项目 规定 政策 通知 文件 合同 人民
    我市 本市 小区 城市 街道 社区 记者 网友 负责人 工作人员 有限公司 开始 孩子 小孩 老人 家里 手机 答复 分钟 小时 家长
    学生 车辆 房子 房屋 行为 导致 造成 安全 正常 地区 区域 规划 施工 投入 要求 多年 部分 大量 长期 附近 周边""".split()
)


@dataclass(frozen=True)
class Name:
    """The name of a theme and the words that set it apart."""

    name: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class _Spoken:
    """Phrases, and how many of the voices read in each leaf say them (phrases × leaves)."""

    phrases: tuple[tuple[str, ...], ...]
    counts: sparse.csc_matrix
    voices: NDArray[np.int64]


def name_leaves(
    texts: Cut, leaves: Sequence[NDArray[np.int64]], *, taken: Set[str] = frozenset()
) -> list[Name]:
    """One distinct name a leaf; `leaves` are rows of `texts`, the most typical first."""
    if not leaves:
        return []
    spoken = _listen(texts, leaves)
    taken = set(taken)
    names: list[Name] = []
    for leaf in range(len(leaves)):
        ranked = _ranked(spoken, leaf)
        keywords = tuple(phrase[0] for phrase, _ in ranked if len(phrase) == 1)[:8]
        name = next((n for phrase, _ in ranked if (n := "".join(phrase)) not in taken), "")
        taken.add(name)
        names.append(Name(name, keywords))
    return names


def _listen(texts: Cut, leaves: Sequence[NDArray[np.int64]]) -> _Spoken:
    most = max(20, min(READ_OF_ONE, READ // max(len(leaves), 1)))
    read = [rows[:most] for rows in leaves]
    pieces = [np.append(texts.of(int(row)), 0) for rows in read for row in rows]
    ids = np.concatenate([*pieces, np.zeros(1, np.int32)])
    voice = np.repeat(np.arange(len(pieces) + 1), [*(len(piece) for piece in pieces), 1])
    leaf_of = np.repeat(np.arange(len(read)), [len(rows) for rows in read])
    inner, last, dense, words = _roles(texts, ids)
    found = [_grams(ids, voice, size, inner, last, dense) for size in range(1, LONGEST + 1)]
    codes = np.concatenate([codes for codes, _ in found])
    voices = np.concatenate([voices for _, voices in found])
    distinct, numbers, uses = np.unique(codes, return_inverse=True, return_counts=True)
    common = uses >= FEWEST
    keep = common[numbers]
    place = (np.cumsum(common) - 1)[numbers[keep]]
    ones = np.ones(int(keep.sum()), np.float32)
    shape = (int(common.sum()), len(read))
    counts = sparse.csc_matrix((ones, (place, leaf_of[voices[keep]])), shape=shape)
    phrases = tuple(_spell(int(code), words) for code in distinct[common])
    return _Spoken(phrases, counts, np.array([len(rows) for rows in read]))


def _roles(texts: Cut, ids: NDArray[np.int32]):  # type: ignore[no-untyped-def]
    """Which words may stand inside and at the end of a name, and a dense number for each."""
    uses = np.bincount(ids, minlength=len(texts.words))
    by_use = np.argsort(-uses, kind="stable")[: 2 * 2**_BITS]
    inner = np.zeros(len(texts.words), np.bool_)
    last = np.zeros(len(texts.words), np.bool_)
    dense = np.zeros(len(texts.words), np.int64)
    words = [""]
    for number in by_use.tolist():
        word = texts.words[number]
        if uses[number] < FEWEST or len(words) >= 2**_BITS or not _may_name(word):
            continue
        tag = _tag(word)
        inner[number], last[number] = tag in _INNER, tag in _LAST
        dense[number] = len(words)
        words.append(word)
    return inner, last, dense, words


def _may_name(word: str) -> bool:
    return len(word) > 1 and word not in STOP_WORDS and _HAN.fullmatch(word) is not None


def _grams(ids, voice, size, inner, last, dense):  # type: ignore[no-untyped-def]
    """Codes of phrases of `size` words and the voices that say them, once a voice."""
    stop = len(ids) - size + 1
    fits = last[ids[size - 1 : size - 1 + stop]].copy()
    code = np.zeros(stop, np.int64)
    for position in range(size):
        part = ids[position : position + stop]
        fits &= inner[part] & (dense[part] > 0)
        code = (code << _BITS) | dense[part]
    pairs = np.unique(np.column_stack([code[fits], voice[:stop][fits]]), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _spell(code: int, words: Sequence[str]) -> tuple[str, ...]:
    spelt: list[str] = []
    while code:
        spelt.append(words[code & (2**_BITS - 1)])
        code >>= _BITS
    return tuple(reversed(spelt))


def _ranked(spoken: _Spoken, leaf: int) -> list[tuple[tuple[str, ...], float]]:
    column = spoken.counts[:, [leaf]].tocoo()
    own = column.data
    here = own / max(spoken.voices[leaf], 1)
    total = np.asarray(spoken.counts.sum(axis=1)).ravel()[column.row]
    elsewhere = (total - own + 0.5) / max(spoken.voices.sum() - spoken.voices[leaf], 1)
    score = np.sqrt(here) * np.maximum(np.log(here / elsewhere), 0) * (own >= FEWEST)
    weighed = [
        (spoken.phrases[row], float(value) * _shape(spoken.phrases[row]))
        for row, value in zip(column.row.tolist(), score.tolist(), strict=True)
    ]
    return sorted(weighed, key=lambda item: (-item[1], item[0]))[:40]


def _shape(phrase: tuple[str, ...]) -> float:
    """How much a phrase looks like a heading: four to eight characters, something said in it."""
    length = sum(map(len, phrase))
    if all(word in _EMPTY for word in phrase):
        return 0.05
    by_length = {2: 0.45, 3: 0.6, 4: 0.95, 5: 1.0, 6: 1.1, 7: 1.05, 8: 1.0, 9: 0.85}
    return by_length.get(length, 0.5)


@lru_cache(maxsize=200_000)
def _tag(word: str) -> str:
    """Part of speech of a word by itself; 'x' where the tagger would cut it again."""
    tagged = rjieba.tag(word)
    return tagged[0][1] if len(tagged) == 1 else "x"
