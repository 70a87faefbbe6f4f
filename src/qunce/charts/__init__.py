"""Pictures of numbers with words under them, the same for a page and for a document.

picture = bars("最多的主题", [("小区停车", 120), ("公交线路", 80)], words="停车说得最多。")
picture.svg      to be put into a page: no script, no style, readable on light and dark
picture.png()    for documents that take no SVG
picture.words    what the picture shows, in a sentence, to stand under it
picture.rows     the numbers themselves, to stand in a table
"""

from qunce.charts.declare import BAD_NUMBERS, bars, curve, days, shares
from qunce.charts.picture import Picture

__all__ = ["BAD_NUMBERS", "Picture", "bars", "curve", "days", "shares"]
