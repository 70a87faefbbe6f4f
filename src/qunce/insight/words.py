"""Texts cut into words once: flat arrays of word numbers, with the breaks kept.

A break (punctuation, end of line) is word 0, so words that stand side by side in the arrays
stood side by side in the text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import rjieba
from numpy.typing import NDArray

from qunce.insight.text import plain, read_for_words

BREAK = ""
HEADING_WORDS = 40
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_STOP_TEXT = """
的 了 在 是 我 我们 你 你们 您 您们 他 她 它 他们 她们 自己 大家 本人 有 和 与 及 或 就 都 也 还 又 很 非常 太 更 最
不 没 没有 无 未 不是 不能 不会 一 一个 一些 一下 一直 一点 这 那 这个 那个 这些 那些 这里 那里 这样 那样 如此
什么 怎么 怎样 为什么 如何 哪里 哪些 多少 几 吗 呢 吧 啊 呀 哦 嘛 把 被 给 对 对于 向 从 到 由 以 于 为 为了 因为
因 所以 但 但是 然而 而 而且 并 并且 且 如果 若 虽然 即使 则 却 只 只有 只是 才 再 已 已经 曾 正在 将 会 能 能够
可以 可 应 应该 应当 要 需要 想 请 请求 请问 希望 望 恳请 敬请 恳求 盼 建议 反映 咨询 投诉 举报 求助 问题 情况 事情 事
尊敬 尊敬的 敬爱 领导 领导们 书记 市长 县长 区长 局长 您好 你好 谢谢 感谢 此致 敬礼 万分感谢 政府 相关 有关 相关部门 有关部门
部门 关于 等 等等 之 其 其中 该 此 各 每 某 上 下 中 里 内 外 前 后 时 时候 年 月 日 天 号 点 次 位 个 人 们 地 得
着 过 来 去 上去 下来 起来 出来 进行 现在 目前 今天 昨天 今年 去年 以来 以后 之后 之前 期间 至今 年前 多年
说 看 做 去做 让 使 使得 叫 用 通过 根据 按照 按 经 经过 关系 解决 处理 回复 答复 给予 予以 尽快 及时 麻烦 帮忙
比如 例如 甚至 尤其 特别 真的 真是 其实 可能 是否 能否 可否 有没有 是不是 何时 什么时候 到底 究竟 难道 居然 竟然
以及 还是 还有 包括 作为 成为 属于 位于 由于 导致 造成 目前为止 同时 另外 此外 首先 其次 最后 第一 第二 第三 一是 二是 三是
多 少 大 小 好 新 高 低 长 每天 多次 所有 全部 整个 任何 许多 很多 不少 几个 两 三 二 四 五 六 七 八 九 十
""".split()
STOP_WORDS = frozenset(_STOP_TEXT)

_SAYS = re.compile(r"[^\W_]")
_DIGITS = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两.,%:]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


# 'a市', 'a3区', 'm1县': a masked place tells nothing, and its letters glue to the next word.
_MASKED = re.compile(r"(?<![a-z])[a-z]\d{0,3}(?:市|区|县|镇|州|省)")


class _Index(dict[str, int]):
    """Word to number, growing; anything without a letter or digit is a break."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self) if _SAYS.search(word) else 0
        return number


@dataclass(frozen=True)
class Cut:
    """A corpus in words: text i is `ids[starts[i]:starts[i + 1]]`, breaks are 0.

    The first `heads[i]` of them are its heading: a short first line with more below it.
    """

    words: tuple[str, ...]
    ids: Ints
    starts: Longs
    heads: Longs

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, row: int) -> Ints:
        return self.ids[self.starts[row] : self.starts[row + 1]]

    def owners(self) -> Longs:
        """The text of each position in `ids`."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def cut_text(text: str) -> list[str]:
    """The words of one text, breaks and spaces among them."""
    return rjieba.cut(_MASKED.sub("，", plain(read_for_words(text))))


def cut(texts: Sequence[str], *, tick: Callable[[float], None] | None = None) -> Cut:
    """Cut texts into words; word numbers follow the order of the words, not of the texts."""
    index = _Index({BREAK: 0})
    pieces: list[Ints] = []
    heads: list[int] = []
    for position, text in enumerate(texts):
        words = cut_text(text)
        heads.append(_heading(words))
        pieces.append(np.fromiter(map(index.__getitem__, words), np.int32, len(words)))
        if tick and position % 1024 == 0:
            tick(position / len(texts))
    starts = np.concatenate(([0], np.cumsum([len(piece) for piece in pieces]))).astype(np.int64)
    ids = np.concatenate(pieces) if pieces else np.empty(0, np.int32)
    return _in_word_order(index, ids, starts, np.array(heads, np.int64))


def _heading(words: list[str]) -> int:
    """How many words stand in a first line that is short and has more below it; else 0."""
    line_end = next((at for at, word in enumerate(words[:HEADING_WORDS]) if "\n" in word), 0)
    more = any(word.strip() for word in words[line_end : line_end + HEADING_WORDS])
    return line_end if more else 0


def _in_word_order(index: _Index, ids: Ints, starts: Longs, heads: Longs) -> Cut:
    known = sorted(word for word, number in index.items() if number)
    renumber = np.zeros(len(index), np.int32)
    for position, word in enumerate(known, start=1):
        renumber[index[word]] = position
    return Cut((BREAK, *known), renumber[ids], starts, heads)


def is_content(word: str) -> bool:
    """Whether a word can carry a theme: not a function word, not a number, not one letter."""
    if word in STOP_WORDS or _DIGITS.fullmatch(word):
        return False
    return len(word) > 1 or not _HAN.match(word)


def content_mask(words: Iterable[str]) -> NDArray[np.bool_]:
    return np.fromiter(map(is_content, words), np.bool_)

