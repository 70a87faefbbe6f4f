"""A small spreadsheet in which everything occurs that a digest must account for."""

from pathlib import Path

from qunce.sheets import Table, write_xlsx

HEAD = ["编号", "姓名", "标题", "内容", "时间", "身份证号"]
LAMPS = "小区门口的路灯坏了三个月，晚上老人出门看不清路，希望尽快维修路灯。"
BUSES = "早高峰公交车太少，等一趟公交车要四十分钟，建议增加公交班次。"
PARKS = "小区停车位不够，车辆乱停占了消防通道，建议增加停车位。"
PLACES = [f"{name}{kind}" for name in "东西南北中" for kind in ("街", "路", "里", "巷")]

PHONE = "路灯坏了请打电话13900001111，或者加微信lamp_2026，再晚就要出事了。"
HTML = '<script>alert(1)</script><b onclick="x">公交车</b>站牌坏了，看不清公交班次 & 时间。'
FORMULA = "=cmd|' /C calc'!A0 停车位被占，车辆乱停。"
LONG = "关于停车位的长信。" + "车辆乱停占道，行人只能走到马路上，很危险。" * 60
RTL = "路灯\u202e坏了\u202c请修一修路灯，晚上看不清路。"

LAMP_COPIES = (62, 63, 64)
JUNK = 70
NO_TEXT = 71


def rows() -> list[list[str]]:
    """Sixty voices on three matters, then the odd ones; the header is row 1."""
    said = [
        (place, f"{place}的人说：{text}")
        for number, place in enumerate(PLACES)
        for text in (LAMPS, BUSES, PARKS)
        if number < 20
    ]
    found = [
        [str(n), "王某", f"{place}的事", text, f"2026-03-{n % 28 + 1:02}", "11010119900307753X"]
        for n, (place, text) in enumerate(said)
    ]
    odd = [*["请给全市每一盏路灯编号并公布维修电话，坏了谁修一看便知。"] * 3, PHONE, HTML]
    odd += [FORMULA, LONG, RTL, "？？？！！！", ""]
    # Row 65 is PHONE, 66 HTML, 67 FORMULA, 68 LONG, 69 RTL, 70 junk, 71 without text.
    return found + [[str(60 + n), "李某", "", text, "", ""] for n, text in enumerate(odd)]


def spreadsheet(path: Path) -> Path:
    write_xlsx(path, [Table("点子", HEAD, rows())])
    return path
