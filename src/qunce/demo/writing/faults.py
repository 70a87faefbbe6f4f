"""Typing faults: sound-alikes, lost and doubled characters, stray spaces."""

from collections.abc import Callable
from random import Random

# Written in pairs: what is meant, what is typed. Sound-alikes of a pinyin keyboard.
PAIRS: tuple[tuple[str, str], ...] = tuple(
    (pair.split(">")[0], pair.split(">")[1])
    for pair in (
        "在>再 再>在 的>得 得>的 地>的 做>作 作>做 已经>以经 已>己 反映>反应 建议>建意 希望>西望 "
        "期望>其望 既>即 即>既 必须>必需 须>需 以至>以致 部署>布署 按装>安装 安装>按装 帐>账 账>帐 "
        "哪里>那里 哪>那 那>哪 他>她 她>他 像>象 像>向 相>向 坐>座 座>坐 带>戴 戴>带 和>合 合>和 "
        "根本>跟本 根>跟 跟>根 现在>现再 经常>经长 及时>急时 解决>解绝 解决>解决决 麻烦>麻凡 "
        "严重>严众 影响>影晌 影响>映响 安全>安泉 投诉>投述 申请>审请 手续>手序 公布>公部 规划>归划 "
        "小区>小去 小区>晓区 物业>务业 业主>业住 电梯>电剃 充电>冲电 收费>受费 价格>加格 垃圾>拉圾 "
        "噪音>燥音 噪声>躁声 油烟>油烟烟 道路>到路 红绿灯>红录灯 停车>亭车 公交>公胶 站台>站抬 "
        "拥堵>雍堵 车位>车伟 学校>学效 学生>学声 老师>老是 孩子>孩纸 作业>做业 幼儿园>幼而园 "
        "医院>医员 医保>衣保 报销>报消 挂号>挂浩 检查>捡查 养老>样老 补贴>补帖 低保>底保 退休>腿休 "
        "工资>公资 拖欠>托欠 合同>合通 社保>设保 失业>失叶 招聘>召聘 农村>浓村 村民>村名 灌溉>灌概 "
        "水渠>水区 化肥>化费 土地>土第 污水>乌水 污染>污然 环境>环竟 绿化>绿话 卫生>卫声 营业>营叶 "
        "执照>执造 办事>半事 窗口>窗囗 材料>才料 政策>正策 政府>政付 领导>领到 干部>干布 群众>群从 "
        "服务>服物 态度>太度 效率>效律 文化>文话 旅游>旅由 景区>景曲 门票>门飘 快递>快弟 网络>网落 "
        "信号>信浩 平台>平抬 手机>手几 电话>电活 时间>时问 问题>问提 情况>情框 原因>原应 结果>结裹 "
        "办法>办发 要求>要球 请求>请球 恳请>肯请 尽快>尽块 尽快>近快 马上>吗上 一直>一只 每天>没天 "
        "没有>没友 没人>每人 好像>好象 就像>就象 应该>因该 知道>知到 觉得>觉的 感觉>敢觉 以后>已后 "
        "之前>只前 非常>非长 特别>特比 真的>真得 实在>实再 其实>其时 终于>中于 到处>到外 周围>周为 "
        "附近>付近 旁边>旁变 门口>门囗 里面>里边面 上面>上边面 晚上>晚尚 凌晨>零晨 分钟>分种 小时>小是"
    ).split()
)
MODAL = "吧吗呢啊哦了"


def _sound_alike(text: str, random: Callable[[], float]) -> str:
    for _ in range(6):
        meant, typed = PAIRS[int(random() * len(PAIRS))]
        at = text.find(meant, int(random() * len(text)))
        if at >= 0:
            return text[:at] + typed + text[at + len(meant) :]
    return text


def _lost(text: str, random: Callable[[], float]) -> str:
    at = int(random() * len(text))
    return text[:at] + text[at + 1 :]


def _doubled(text: str, random: Callable[[], float]) -> str:
    at = int(random() * len(text))
    return text[: at + 1] + text[at:]


def _swapped(text: str, random: Callable[[], float]) -> str:
    at = int(random() * (len(text) - 1))
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _spaced(text: str, random: Callable[[], float]) -> str:
    at = int(random() * len(text))
    return f"{text[:at]} {text[at:]}"


FAULTS = (_sound_alike,) * 6 + (_lost, _lost, _doubled, _swapped, _spaced)


def mistype(text: str, rate: float, random: Random) -> str:
    """`rate` faults in 100 characters on average; never empties a text."""
    draw = random.random
    expected = len(text) * rate / 100
    faults = int(expected) + (draw() < expected % 1)
    for _ in range(faults):
        if len(text) > 4:
            text = FAULTS[int(draw() * len(FAULTS))](text, draw)
    return text
