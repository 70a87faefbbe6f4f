"""What the reader of spreadsheets says to people: one code, one sentence in each language."""

from dataclasses import dataclass, field

WORDS = {
    # Files that cannot be read.
    "broken": (
        "表格已损坏，读不下去（{where}）。没有导入任何内容。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。",
        "The spreadsheet is damaged and cannot be read ({where}). Nothing was taken in. "
        "Open it in Excel or WPS, save it as .xlsx and try again.",
    ),
    "encrypted": (
        "表格设有打开密码，无法读取。请用 Excel 或 WPS 打开，取消密码，另存后再试。",
        "The spreadsheet is protected by a password. Open it, remove the password, save it "
        "and try again.",
    ),
    "empty": (
        "表格是空的：没有找到任何一行内容。请检查是否选错了文件或工作表。",
        "The spreadsheet is empty: no row was found. Check that it is the right file and sheet.",
    ),
    "misdeclared": (
        "文件名以 {suffix} 结尾，内容却是{kind_zh}，不是表格。请用 Excel 或 WPS 打开，"
        "另存为 .xlsx 后再试。",
        "The file is named {suffix} but is {kind_en}, not a spreadsheet. Open it in Excel or "
        "WPS, save it as .xlsx and try again.",
    ),
    "macros": (
        "表格里带有宏程序。为了安全，带宏的表格一律不读。请另存为不带宏的 .xlsx 后再试。",
        "The spreadsheet contains macros and is not opened, for safety. Save it as .xlsx "
        "without macros and try again.",
    ),
    "too_large": (
        "文件有 {megabytes} MB，超过了 {limit} MB 的上限。请删去图片和无关的列，或分成几份再试。",
        "The file has {megabytes} MB, more than the limit of {limit} MB. Remove pictures and "
        "columns that are not needed, or split it, and try again.",
    ),
    "bomb": (
        "文件展开后大得异常，不像正常的表格，为了安全没有打开。"
        "请用 Excel 或 WPS 打开，把需要的内容复制到新表格，另存为 .xlsx 后再试。",
        "Unpacked, the file would be unusually large, so for safety it was not opened. Copy what "
        "you need into a new spreadsheet, save it as .xlsx and try again.",
    ),
    "too_heavy": (
        "表格的已用区域太大，读取时超出了内存或时间上限。常见原因是很远的角落里有一个零星的单元格。"
        "请把需要的内容复制到新表格，另存为 .xlsx 后再试。",
        "The used area of the spreadsheet is too large to be read within memory and time, often "
        "because of one stray cell far away. Copy what you need into a new spreadsheet, save it "
        "as .xlsx and try again.",
    ),
    "wrong_encoding": (
        "第 {row} 行（文件第 {byte} 个字节处）的文字编码无法识别，既不是 UTF-8 也不是 GB18030。"
        "请用 Excel 或 WPS 打开，确认文字正常，另存为 .xlsx 后再试。",
        "Row {row} (byte {byte} of the file) is written neither in UTF-8 nor in GB18030. Open "
        "it in Excel or WPS, see that the text is right, save it as .xlsx and try again.",
    ),
    "no_such_sheet": (
        "没有名为“{name}”的工作表。文件里有：{names}。",
        "There is no sheet called “{name}”. The file has: {names}.",
    ),
    # Where a file broke.
    "where_row": ("第 {row} 行", "row {row}"),
    "where_cell": ("{cell} 单元格附近", "near cell {cell}"),
    "where_open_quote": (
        "第 {row} 行的引号没有配对",
        "the quotation mark in row {row} is never closed",
    ),
    "where_archive": ("文件不完整", "the file is incomplete"),
    "where_start": ("从开头就无法识别", "unreadable from its beginning"),
    # What else should be known of a file that was read.
    "note_misnamed": (
        "文件名以 {suffix} 结尾，实际是 {kind}，已按实际格式读取。",
        "The file is named {suffix} but is {kind}; it was read as what it is.",
    ),
    "note_encoding": ("文字编码：{encoding}。", "Text encoding: {encoding}."),
    "note_sheets": (
        "文件里还有别的工作表没有读：{names}。",
        "Other sheets of the file were not read: {names}.",
    ),
    "note_title_rows": (
        "表头在第 {row} 行，它上面的文字当作表名，没有读入。",
        "The header is in row {row}; what stands above it was taken for a title.",
    ),
    "note_no_header": (
        "没有找到表头，第一行当作内容读入，各列以字母称呼。",
        "No header was found: the first row was read as content, columns are named by letters.",
    ),
    # Why a column was taken for what it is.
    "by_name": ("列名是“{column}”", "the column is called “{column}”"),
    "by_ending": ("列名以“{word}”结尾", "the column's name ends in “{word}”"),
    "by_length": (
        "列名看不出用途；这一列文字最多，平均 {mean} 字",
        "the name tells nothing; this column has the most text, {mean} characters on average",
    ),
    "by_dates": ("这一列大多是日期或时间", "most cells of this column are dates or times"),
    "by_phones": ("这一列大多是电话号码", "most cells of this column are telephone numbers"),
    "by_hand": ("由您指定", "chosen by you"),
    "no_other_text": ("没有正文列，只有标题，按标题来读", "there is no text column, so the titles"),
    # Why a column is never taken in.
    "refused_id_card": (
        "“{column}”是证件号码，不收集，这一列没有读入",
        "“{column}” holds identity numbers, which are never collected; it was not read",
    ),
    "refused_sensitive": (
        "“{column}”是敏感个人信息，不收集，这一列没有读入",
        "“{column}” is sensitive personal information, never collected; it was not read",
    ),
    "refused_label": (
        "“{column}”是给人贴的标签，本系统只记事、不记人，这一列没有读入",
        "“{column}” labels people; matters are recorded here, never people; it was not read",
    ),
    "left_out_person": (
        "“{column}”是姓名或账号，默认不读入",
        "“{column}” holds names or accounts and is left out by default",
    ),
    "left_out_contact": (
        "“{column}”是联系方式，默认不读入",
        "“{column}” holds contact details and is left out by default",
    ),
}


@dataclass(frozen=True)
class Said:
    """A sentence by its code, said in the language of whoever reads it."""

    code: str
    params: dict[str, object] = field(default_factory=dict)

    def words(self, language: str = "zh") -> str:
        side = 0 if language.startswith("zh") else 1
        params = {
            key: value.words(language) if isinstance(value, Said) else value
            for key, value in self.params.items()
        }
        return WORDS[self.code][side].format(**params)
