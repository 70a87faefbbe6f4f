"""Triage beside LinearSVC, LogisticRegression and ComplementNB, on the same folds.

Needs the folder that QUNCE_SAMPLES names: 495 labelled messages of seven units, and unlabelled ones
as background. Five stratified folds, so many times: `python bench triage [repeats]`. What is
classified is never in what was learned, nor in the background.
"""

import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rjieba
from numpy.typing import NDArray
from python_calamine import CalamineWorkbook
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from bench.figures import keep, note
from qunce.insight.triage import Triage

MACRO_F, SURE_F, CALIBRATION = 0.84, 0.88, 0.05
REPEATS, FOLDS, SEED, DOUBT, BINS = 4, 5, 2026, 0.1, 10

# What offices of these names publish about their work; written from general knowledge of such
# offices before any error of the triage was looked at.
_DUTIES = """
城乡建设: 城乡规划建设 住房保障 房地产市场 物业管理 小区业委会 市政工程 道路建设 供水供气供暖
 拆迁征收补偿 安置房 违章建筑 城市管理 户外广告 园林绿化 建筑施工 工地 农村危房改造 公积金 房产证
 土地 停车 开发商 水电 燃气 路灯 排水
环境保护: 环境污染防治 大气污染 水污染 噪声污染 固体废物 垃圾处理 排放 污水 废气 扬尘 油烟 粉尘
 异味 臭味 生态保护 河流 环评 化工厂 养殖场 砖厂 采石场
交通运输: 公路建设养护 客运 货运 公交 出租车 网约车 快递 物流 邮政 机场 高速公路 收费站 铁路 站点
 驾校 驾驶员培训 车辆年检 港口 水运 轨道交通 地铁 线路
教育文体: 学校 幼儿园 教师 学生 招生 入学 学区 收费 补课 培训机构 高考 中考 教材 教师待遇 文化
 体育 广播电视 图书馆 博物馆 文物 场馆 校园
劳动和社会保障: 劳动关系 工资拖欠 农民工 社会保险 养老保险 医保 失业 工伤 退休 退休金 就业 招聘
 事业单位考试 职称 人事 福利 劳动合同 社保 低保 五险一金 下岗
商贸旅游: 商业贸易 市场监管 消费者权益 电商 超市 价格 质量 假冒伪劣 食品 旅游景区 酒店 导游 传销
 非法集资 企业 工商登记 招商 电梯 保健品 欺诈 网吧 加油站
卫生计生: 医院 医疗 医生 护士 药品 疫苗 卫生 疾病预防控制 计划生育 二胎 生育 社会抚养费 独生子女
 产假 医患 乡村医生 诊所 卫生院 病人 医疗事故 准生证 奖励扶助
"""
DUTIES = {
    unit: " ".join(duty.split())
    for unit, _, duty in (part.partition(":") for part in re.split(r"\n(?=\S)", _DUTIES.strip()))
}

Scores = NDArray[np.float64]
Score = Callable[[list[str], list[str], list[str]], Scores]


@dataclass
class Tally:
    """What one learner scored in each repeat."""

    sure: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)
    seconds: float = 0.0


def messages(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Labelled texts, their units, and the texts of other messages."""
    labelled = _rows(folder / "messages_labelled.xlsx", "留言主题", "留言详情", "一级分类")
    kept = [row for row in labelled if row[2]]
    texts = [f"{title}\n{body}" for title, body, _ in kept]
    others = [f"{t}\n{b}" for t, b in _rows(folder / "messages.xlsx", "留言主题", "留言详情")]
    known = set(texts)
    return texts, [unit for *_, unit in kept], [text for text in others if text not in known]


def _rows(path: Path, *names: str) -> list[list[str]]:
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    at = [header.index(name) for name in names]
    return [[str(row[place]).strip() for place in at] for row in rows]


def ours(background: Sequence[str], duties: dict[str, str] | None) -> Score:
    def score(shown: list[str], units: list[str], asked: list[str]) -> Scores:
        triage = Triage(duties=duties).fit(shown, units, background=background)
        return triage.predict_proba(asked)

    return score


def _words(text: str) -> list[str]:
    return [word for word in rjieba.cut(text) if len(word) > 1]


def peer(make: Callable[[], LinearSVC | LogisticRegression | ComplementNB]) -> Score:
    def score(shown: list[str], units: list[str], asked: list[str]) -> Scores:
        words = TfidfVectorizer(tokenizer=_words, token_pattern=None, sublinear_tf=True)
        learner = make().fit(words.fit_transform(shown), units)
        rows = words.transform(asked)
        if hasattr(learner, "predict_proba"):
            return learner.predict_proba(rows)
        return learner.decision_function(rows)

    return score


def measure(score: Score, texts: list[str], units: list[str], repeats: int) -> Tally:
    tally = Tally()
    names = np.array(sorted(set(units)))
    folds = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=repeats, random_state=SEED)
    splits = list(folds.split(texts, units))
    for start in range(0, len(splits), FOLDS):
        found = np.zeros((len(texts), len(names)))
        began = time.process_time()
        for seen, out in splits[start : start + FOLDS]:
            found[out] = score(
                [texts[row] for row in seen], [units[row] for row in seen],
                [texts[row] for row in out],
            )  # fmt: skip
        tally.seconds += time.process_time() - began
        _add(tally, found, names, np.array(units))
    return tally


def _add(tally: Tally, found: Scores, names: NDArray[np.str_], units: NDArray[np.str_]) -> None:
    best = names[found.argmax(axis=1)]
    ranked = np.sort(found, axis=1)
    # As sure as the distance to the next unit; of chances, as the chance.
    chances = bool(np.allclose(found.sum(axis=1), 1))
    sure = ranked[:, -1] if chances else ranked[:, -1] - ranked[:, -2]
    kept = np.argsort(sure, kind="stable")[int(np.ceil(DOUBT * len(sure))) :]
    tally.whole.append(f1_score(units, best, average="macro"))
    tally.sure.append(f1_score(units[kept], best[kept], average="macro"))
    if chances:
        tally.errors.append(_calibration(ranked[:, -1], best == units))


def _calibration(chances: Scores, right: NDArray[np.bool_]) -> float:
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    inside = [bins == number for number in range(BINS)]
    return float(
        sum(abs(chances[b].mean() - right[b].mean()) * b.mean() for b in inside if b.any())
    )


def line(name: str, tally: Tally) -> str:
    spread = f"{min(tally.whole):.3f}-{max(tally.whole):.3f}"
    error = f"{np.mean(tally.errors):.3f}" if tally.errors else "  -  "
    return (
        f"{name:38} F {np.mean(tally.whole):.3f} ({spread})  without the doubtful tenth "
        f"{np.mean(tally.sure):.3f}  calibration error {error}  {tally.seconds:6.1f} CPU s"
    )


def main(argv: list[str]) -> int:
    folder = os.environ.get("QUNCE_SAMPLES")
    if not folder:
        print("left out: QUNCE_SAMPLES names no folder")
        return 0
    repeats = int(argv[0]) if argv else REPEATS
    texts, units, others = messages(Path(folder))
    learners = {
        "LinearSVC": peer(LinearSVC),
        "LinearSVC, balanced": peer(lambda: LinearSVC(class_weight="balanced")),
        "LogisticRegression": peer(lambda: LogisticRegression(C=30, class_weight="balanced")),
        "ComplementNB": peer(ComplementNB),
        "Triage": ours((), None),
        "Triage, duties": ours((), DUTIES),
        "Triage, background": ours(others, None),
        "Triage, background and duties": ours(others, DUTIES),
    }
    for name, score in learners.items():
        tally = measure(score, texts, units, repeats)
        print(line(name, tally), flush=True)
        if not name.startswith("Triage"):
            note(f"{name}: macro-F", float(np.mean(tally.whole)))
    reached = (np.mean(tally.whole), np.mean(tally.sure), np.mean(tally.errors))
    note("macro-F", float(reached[0]), least=MACRO_F)
    note("macro-F without the doubtful tenth", float(reached[1]), least=SURE_F)
    note("calibration error", float(reached[2]), most=CALIBRATION)
    if repeats == REPEATS:
        keep("triage")
    print(f"goals: F {MACRO_F}, {SURE_F} without the doubtful tenth, error {CALIBRATION} at most")
    return int(reached[0] < MACRO_F or reached[1] < SURE_F or reached[2] > CALIBRATION)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
