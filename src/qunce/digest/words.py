"""Everything a digest says: one key, Chinese first, English second."""

from collections.abc import Callable

WORDS: dict[str, tuple[str, str]] = {
    "language": ("zh", "en"),
    # The four outcomes, and what each means.
    "theme": ("归入主题", "In a theme"),
    "duplicate": ("同文", "Copies"),
    "undecided": ("暂未归类", "Undecided"),
    "not_understandable": ("看不出意思", "Not understandable"),
    "theme_means": (
        "说的事情与别人相近，归在一起。",
        "Speaks of what others speak of, and stands with them.",
    ),
    "duplicate_means": (
        "与另一条几乎一字不差。算作收到，不重复计入独立声音；归类随原文。",
        "Nearly word for word another one: received, but not counted twice; goes where that goes.",
    ),
    "undecided_means": (
        "看得懂，但与各主题都不够近。这里常有少数人的声音，请人再看。",
        "Understandable, but near to no theme. Minority voices are often here: please look.",
    ),
    "not_understandable_means": (
        "只有符号、乱码或重复字，没有可读的词句。",
        "Only signs, mash or one repeated character, no words to read.",
    ),
    # Why a row was not read.
    "no_text": ("这一行没有正文，也没有标题", "the row has neither text nor title"),
    "too_many_cells": (
        "这一行比表头多出几格，多半是文字里的逗号没有加引号，怕读错，没有读入",
        "the row has more cells than the header, most likely an unquoted comma in a text",
    ),
    # What was covered in a quote.
    "masked_id_card": ("〔证件号已隐去〕", "[ID number hidden]"),
    "masked_phone": ("〔手机号已隐去〕", "[mobile number hidden]"),
    "masked_landline": ("〔电话已隐去〕", "[telephone hidden]"),
    "masked_bank_card": ("〔长号码已隐去〕", "[long number hidden]"),
    "masked_email": ("〔邮箱已隐去〕", "[e-mail hidden]"),
    "masked_account": ("〔账号已隐去〕", "[account hidden]"),
    "masked_plate": ("〔车牌号已隐去〕", "[number plate hidden]"),
    # The kinds of families.
    "exact": ("一字不差", "word for word"),
    "near": ("略有改动", "slightly changed"),
    "contained": ("一条包含在另一条里", "one inside the other"),
    "template": ("同一模板，各说各事", "same template, own facts"),
    # The page.
    "title": ("《{name}》研读报告", "What “{name}” says"),
    "kicker": ("群策 · 研读", "Qunce · a reading"),
    "lead": (
        "共收到 {received} 条，已全部读完，每一条都有去向。除去重复的，独立的声音有 "
        "{independent} 条，归为 {themes} 个主题。",
        "{received} voices were received, all were read, and each is accounted for. Without "
        "copies there are {independent} independent ones, in {themes} themes.",
    ),
    "lead_first": (
        "先读挑出的 {read} 条，就听到了 {share} 的声音。",
        "Read these {read} and you have heard {share} of them.",
    ),
    "lead_none": (
        "表格里没有读到一条有内容的声音，请看文末“没有读入的行”。",
        "No voice with any words was found; see “Rows not read” below.",
    ),
    "received": ("收到", "received"),
    "independent": ("独立的声音", "independent"),
    "themes": ("主题", "themes"),
    "refused_rows": ("没有读入的行", "Rows not read"),
    "h_ledger": ("每一条的去向", "Where each one went"),
    "ledger_words": (
        "四项相加等于收到的 {received} 条，没有一条略过。",
        "The four add up to the {received} received; none was passed over.",
    ),
    "outcome": ("去向", "Outcome"),
    "count": ("条数", "Voices"),
    "share": ("占比", "Share"),
    "means": ("意思", "What it means"),
    "sum": ("合计", "Sum"),
    "h_overview": ("说得最多的事", "What is spoken of most"),
    "overview_words": (
        "最多的是“{name}”，{size} 条，占收到的 {share}。"
        "一条声音可能说了几件事，所以各主题相加会多于总数。",
        "Most speak of “{name}”: {size}, or {share} of those received. A voice may speak of "
        "several things, so themes add up to more than the whole.",
    ),
    "h_voices": (
        "最大的\u00a0{n}\u00a0个主题，听他们自己说",
        "The {n} largest themes, in their own words",
    ),
    "voices_words": (
        "下面是原话，没有改写；电话、证件号等已隐去并注明。右侧是原表的行号，可以回去查看全文。",
        "These are their own words, unedited; telephone and identity numbers are hidden and "
        "marked so. The row of the spreadsheet stands beside each.",
    ),
    "theme_size": ("{size} 条", "{size} voices"),
    "theme_independent": ("其中独立 {independent} 条", "{independent} independent"),
    "under": ("属于“{parent}”", "under “{parent}”"),
    "row": ("第 {row} 行", "row {row}"),
    "whole_text": (
        "……（未完，全文 {length} 字，见原表第 {row} 行）",
        "… (goes on; {length} characters in all, see row {row})",
    ),
    "other_themes": (
        "还有 {n} 个较小的主题，连同每一条的去向，见 digest.xlsx。",
        "{n} smaller themes, and where each voice went, are in digest.xlsx.",
    ),
    "h_coverage": ("先读哪些", "What to read first"),
    "coverage_words": (
        "按下面的顺序读 {read} 条，就听到了 {share} 的声音。“听到”是指读过它本身、它的同文，"
        "或者同一主题里意思很接近的另一条。",
        "Read {read} in the order below and you have heard {share}. A voice is “heard” when it, "
        "a copy of it, or one very close to it in the same theme was read.",
    ),
    "coverage_x": ("读的条数", "voices read"),
    "coverage_y": ("听到的声音", "voices heard"),
    "coverage_mark": ("读 {read} 条，听到 {share}", "read {read}, hear {share}"),
    "reading_list": ("展开这 {read} 条，按先后顺序", "Open these {read}, in order"),
    "h_time": ("什么时候说的", "When they spoke"),
    "time_days": (
        "从 {first} 到 {last}，最多的一天是 {peak}，{count} 条。",
        "From {first} to {last}; most on {peak}: {count}.",
    ),
    "time_months": (
        "从 {first} 到 {last}，按月计，最多的是 {peak}，{count} 条。",
        "From {first} to {last}, by month; most in {peak}: {count}.",
    ),
    "time_missing": (
        "另有 {missing} 条没有写明日期，没有画进图里。",
        "{missing} without a date are not in the picture.",
    ),
    "h_families": ("多次出现的同文", "Texts that came many times"),
    "families_words": (
        "同一份文字出现多次，可能是一人多投，也可能是许多人联名。数目照实列出，不因重复而略去，也不因重复而加重。",
        "The same text, many times: one person insisting, or many together. Counted openly, "
        "neither dropped nor given more weight.",
    ),
    "families_none": ("没有发现同文。", "No copies were found."),
    "family": ("同文组", "Family"),
    "kind": ("怎样相同", "How alike"),
    "text": ("文字", "Text"),
    "rows": ("行", "Rows"),
    "h_method": ("这份报告是怎样来的", "How this was made"),
    "method": (
        "主题由程序按用词归拢，名称由程序从原话里拟出，都是供人参考的建议：归错、名不副实都可能有，请人来定。"
        "程序不评判观点，不给人打分；同一份表格再读一次，结果不变。",
        "Themes are gathered by a program from the words used, and named from them. They are "
        "suggestions: some will be wrong; people decide. Opinions are not judged and people not "
        "scored. The same spreadsheet read again gives the same result.",
    ),
    "method_names": (
        "原话里可能还有姓名和住址，对外公开之前请再看一遍。",
        "Names and addresses may still stand in the quotes: look again before publishing.",
    ),
    "source": (
        "来源：{file}，工作表“{sheet}”；行号就是表格里的行号，表头在第 {header} 行。",
        "Source: {file}, sheet “{sheet}”. Rows are those of the spreadsheet; the header is row "
        "{header}.",
    ),
    "source_no_header": (
        "来源：{file}，工作表“{sheet}”；行号就是表格里的行号，没有表头。",
        "Source: {file}, sheet “{sheet}”. Rows are those of the spreadsheet, without a header.",
    ),
    "role_text": ("正文", "text"),
    "role_title": ("标题", "title"),
    "role_time": ("时间", "time"),
    "read_column": ("{role}取自“{column}”（{reason}）。", "The {role} is “{column}” ({reason})."),
    "read_in_part": (
        "有 {n} 条特别长，归类时只看了首尾部分，原文未动：第 {rows} 行。",
        "{n} were so long that only their beginning and end were used to place them: rows {rows}.",
    ),
    "refused_words": (
        "有 {n} 行没有读入，原因如下；原样列在 refused.xlsx 里，改好后可以再读。",
        "{n} rows were not read, for these reasons; they are in refused.xlsx to be mended.",
    ),
    "reason": ("原因", "Reason"),
    "first_rows": ("哪些行", "Which rows"),
    "and_more": ("等", "…"),
    "f_ledger": ("四种去向各有多少条", "How many went where"),
    "f_overview": ("{n} 个大主题各有多少条", "How many speak of each of the {n} large themes"),
    "f_coverage": ("读多少条，听到多少声音", "How much is heard by reading so many"),
    "f_days": ("每天收到的条数", "Voices on each day"),
    "f_months": ("每月收到的条数", "Voices in each month"),
    "figure": ("图 {{}}", "Fig. {{}}"),
    # The workbook.
    "s_overview": ("总览", "Overview"),
    "s_themes": ("主题", "Themes"),
    "s_families": ("同文", "Copies"),
    "s_voices": ("每条去向", "Every voice"),
    "s_first": ("先读这些", "Read first"),
    "s_refused": ("未读入", "Not read"),
    "item": ("项目", "Item"),
    "value": ("数值", "Value"),
    "working_copy": (
        "本表含有原文，未作遮蔽，供内部核对；给人看的是 digest.html。",
        "This workbook holds the texts unmasked, for checking; digest.html is for showing.",
    ),
    "theme_key": ("主题号", "Theme no."),
    "parent": ("上级主题", "Above"),
    "name": ("名称", "Name"),
    "size": ("条数", "Voices"),
    "keywords": ("常用词", "Words"),
    "examples": ("代表原话（行号）", "Typical (rows)"),
    "representative": ("代表行", "Typical row"),
    "row_number": ("行号", "Row"),
    "main_theme": ("主题", "Theme"),
    "more_themes": ("也说到", "Also"),
    "points": ("说了几件事", "Points"),
    "why": ("依据", "Why"),
    "voice_title": ("标题", "Title"),
    "voice_text": ("原文", "Text"),
    "order": ("顺序", "Order"),
    "heard": ("读到这里听到", "Heard so far"),
    # The command line.
    "p_rows": ("读表格：{n} 行", "Reading rows: {n}"),
    "p_text": ("整理文字", "Preparing texts"),
    "p_families": ("找同文", "Finding copies"),
    "p_words": ("分词", "Cutting words"),
    "p_vectors": ("比较", "Comparing"),
    "p_themes": ("归主题", "Gathering themes"),
    "p_points": ("分论点", "Finding points"),
    "p_names": ("拟名称", "Naming themes"),
    "p_coverage": ("排先后", "Ordering"),
    "p_writing": ("写结果", "Writing"),
    "done": (
        "收到 {received} 条＝归入主题 {theme}＋同文 {duplicate}＋暂未归类 {undecided}"
        "＋看不出意思 {not_understandable}；未读入 {refused} 行。",
        "{received} received = {theme} in themes + {duplicate} copies + {undecided} undecided "
        "+ {not_understandable} not understandable; {refused} rows not read.",
    ),
    "no_text_column": (
        "没有找到正文列。表格里的列有：{columns}。请用 --column text=列名 指明哪一列是正文。",
        "No column of texts was found. The columns are: {columns}. Name it with "
        "--column text=NAME.",
    ),
    "no_file": ("找不到文件：{path}", "No such file: {path}"),
    "cannot_write": ("写不进 {path}：{problem}", "Cannot write to {path}: {problem}"),
}

# From the clearest to the least: the order in which the outcomes are shown.
OUTCOMES = ("theme", "duplicate", "undecided", "not_understandable")

Say = Callable[..., str]


def sayer(language: str) -> Say:
    """say(key, **params): the sentence in that language, numbers written with commas."""
    side = 0 if language.startswith("zh") else 1

    def say(key: str, **params: object) -> str:
        written = {name: _written(value) for name, value in params.items()}
        return WORDS[key][side].format(**written)

    return say


def percent(share: float) -> str:
    return f"{share * 100:.1f}%".replace(".0%", "%")


def _written(value: object) -> object:
    # Numbers of rows come as text: 12345, not 12,345, is what stands at a spreadsheet's edge.
    return f"{value:,}" if isinstance(value, int) else value
