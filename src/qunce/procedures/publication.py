"""公开审查: what of a matter the public may read, decided with a reason, on a clock of its own."""

from qunce.procedure import Act, Need, Phase, Procedure, Role, Step, Tell, Words

_REVIEWERS = (Role.DEPUTY_OFFICE, Role.OFFICE, Role.SECRETARIAT)

FULL = Act("full", Words("全文公开", "Publish in full"), ("full",), by=_REVIEWERS)
SUMMARY = Act(
    "summary", Words("摘要公开", "Publish a summary"), ("summary",), by=_REVIEWERS,
    needs=(Need.TEXT, Need.REASON_CODE),
)  # fmt: skip
REDACT = Act(
    "redact", Words("删节公开", "Publish with omissions"), ("redacted",), by=_REVIEWERS,
    needs=(Need.TEXT, Need.REASON_CODE),
)  # fmt: skip
KEEP = Act(
    "keep", Words("不予公开", "Do not publish"), ("not_public",), by=_REVIEWERS,
    needs=(Need.REASON_CODE, Need.REASON), tells=(Tell.AUTHOR,),
)  # fmt: skip

PROCEDURE = Procedure(
    code="publication",
    version="2025-03",
    title=Words("公开审查", "Openness review"),
    basis="政府信息公开条例第二十六条；国办发〔2014〕46号",
    begins_with=("replied",),
    steps=(
        Step("pending", Words("待审查", "To be reviewed"), Role.PUBLISHER, "publish",
             (FULL, SUMMARY, REDACT, KEEP)),
        Step("full", Words("全文公开", "In full"), phase=Phase.ENDED),
        Step("summary", Words("摘要公开", "As a summary"), phase=Phase.ENDED),
        Step("redacted", Words("删节公开", "With omissions"), phase=Phase.ENDED),
        Step("not_public", Words("不予公开", "Not public"), phase=Phase.ENDED),
    ),
)  # fmt: skip
