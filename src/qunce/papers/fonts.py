"""Fonts: the names that official papers use, and what stands in for them where they are missing.

The names of the standard belong to fonts that may not be passed on. Whoever has them gets them;
otherwise Noto (思源) is used, which Debian has as fonts-noto-cjk.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import typst

from qunce.papers.blocks import Face

SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
# In Word the first name is written into the file, the others as what may be used instead.
FAMILIES = {
    Face.TITLE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", SERIF),
    Face.BODY: ("仿宋_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R", SERIF),
    Face.HEADING: ("黑体", "SimHei", "FandolHei", SANS),
    Face.SUBHEADING: (
        *("楷体_GB2312", "楷体", "KaiTi", "FandolKai", "LXGW WenKai", "AR PL UKai CN"),
        SERIF,
    ),
    Face.PAGE_NUMBER: ("宋体", "SimSun", SERIF),
}
# Any of these can set Chinese where nothing of the above is there.
CHINESE = (
    *(SERIF, SANS, "Source Han Serif SC", "Source Han Sans SC"),
    *("Noto Serif SC", "Noto Sans SC", "SimSun", "WenQuanYi Zen Hei", "AR PL UMing CN"),
)
# A serif that is set bold stands in for 小标宋, which is a heavy face by itself.
HEAVY = {"方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"}


class NoChineseFont(LookupError):
    """This machine has no font that holds Chinese characters."""

    def __init__(self, folders: Sequence[Path]) -> None:
        looked = "".join(f", {folder}" for folder in folders)
        super().__init__(
            f"No font with Chinese characters was found (looked in: the system's fonts{looked}). "
            "Install one (Debian: apt install fonts-noto-cjk), or name a folder that holds one."
        )


@cache
def library(folders: tuple[Path, ...] = ()) -> typst.Fonts:
    """The fonts of this machine and of these folders; read once."""
    return typst.Fonts(font_paths=[str(folder) for folder in folders])


@cache
def available(folders: tuple[Path, ...] = ()) -> dict[Face, list[str]]:
    """For each face the families that there are, the best first."""
    found = choose(library(folders).families())
    if not found:
        raise NoChineseFont(folders)
    return found


def choose(families: Iterable[str]) -> dict[Face, list[str]]:
    """Of these families those for each face; nothing if none of them sets Chinese.

    >>> choose(["Libertinus Serif"])
    {}
    """
    known = {family.lower(): family for family in families}
    last = [known[name.lower()] for name in CHINESE if name.lower() in known]
    if not last:
        return {}
    return {
        face: [*(known[n.lower()] for n in names if n.lower() in known), *last]
        for face, names in FAMILIES.items()
    }
