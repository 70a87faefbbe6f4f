"""Documents of an office as Word and PDF, laid out after GB/T 9704-2012.

    letter = ReplyLetter(organ="示例市住房和城乡建设局", …)
    Path("reply.docx").write_bytes(as_word(letter))
    Path("reply.pdf").write_bytes(as_pdf(letter))

What people wrote is data from end to end: no template language ever sees it. The same paper gives
the same bytes on the same machine.
"""

from qunce.papers.blocks import Layout
from qunce.papers.fonts import NoChineseFont
from qunce.papers.kinds import (
    Answer,
    Article,
    Bulletin,
    Deputy,
    FaceToFaceRecord,
    Grade,
    Openness,
    OpinionForm,
    Paper,
    ReplyLetter,
    SuggestionSheet,
)
from qunce.papers.layouts import lay_out
from qunce.papers.pdf import as_pdf, as_pictures
from qunce.papers.word import as_word

__all__ = [
    "Answer",
    "Article",
    "Bulletin",
    "Deputy",
    "FaceToFaceRecord",
    "Grade",
    "Layout",
    "NoChineseFont",
    "Openness",
    "OpinionForm",
    "Paper",
    "ReplyLetter",
    "SuggestionSheet",
    "as_pdf",
    "as_pictures",
    "as_word",
    "lay_out",
]
