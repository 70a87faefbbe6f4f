"""What each check of a receipt says to people: (Chinese, English)."""

WORDS = {
    "signed": (
        "日志的签名有效：这份记录由公布的密钥签署。",
        "The log's signature is valid: it was made with the published key.",
    ),
    "included": (
        "这条记录确实在日志里，内容未被改动。",
        "The entry is in the log, and nothing in it was altered.",
    ),
    "number": (
        "回执编号与记录相符。",
        "The receipt number is the one in the entry.",
    ),
    "opened": (
        "回执上的文字与当时登记的完全一致。",
        "The words on the receipt are exactly those that were registered.",
    ),
    "not_included": (
        "日志里找不到这条记录：回执的内容或证明被改动过。请以原来保存的回执重新核验。",
        "The log does not hold this entry: the receipt was altered. Check the original receipt.",
    ),
    "not_number": (
        "回执编号与记录不符：编号被改动过，或者这份证明属于另一张回执。",
        "The receipt number is not the one in the entry: it was altered, or belongs to another.",
    ),
    "not_opened": (
        "回执上的文字与当时登记的不一致：文字被改动过。",
        "The words on the receipt are not those that were registered: they were altered.",
    ),
    "unknown_format": (
        "这不是群策的回执文件，或者版本不认识。请选择当时下载的回执文件。",
        "This is not a Qunce receipt, or of an unknown version. Choose the file you were given.",
    ),
    "malformed": (
        "回执文件不完整或已损坏，无法核验。请重新下载回执。",
        "The receipt is incomplete or damaged and cannot be checked. Download it again.",
    ),
    "checkpoint_malformed": (
        "回执里的日志签署部分已损坏，无法核验。请重新下载回执。",
        "The signed part of the receipt is damaged and cannot be checked. Download it again.",
    ),
    "checkpoint_wrong_key": (
        "回执与所用的公钥不是同一个日志的。请核对公布的公钥。",
        "The receipt and the key belong to different logs. Compare the published key.",
    ),
    "checkpoint_not_signed": (
        "回执没有公布的密钥的签名，不能证明什么。",
        "The receipt does not carry a signature of the published key and proves nothing.",
    ),
    "checkpoint_bad_signature": (
        "签名无效：日志的签署内容被改动过。",
        "The signature is not valid: the signed part was altered.",
    ),
}
