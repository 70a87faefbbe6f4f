"""What stands where on each paper."""

from qunce.papers.blocks import Layout
from qunce.papers.cleaning import cleaned
from qunce.papers.kinds import (
    Bulletin,
    FaceToFaceRecord,
    OpinionForm,
    Paper,
    ReplyLetter,
    SuggestionSheet,
)
from qunce.papers.layouts.bulletin import bulletin
from qunce.papers.layouts.forms import face_to_face_record, opinion_form
from qunce.papers.layouts.letter import reply_letter
from qunce.papers.layouts.sheet import suggestion_sheet


def lay_out(paper: Paper) -> Layout:
    """The pieces of a paper in their order, its texts cleaned."""
    paper = cleaned(paper)
    match paper:
        case SuggestionSheet():
            return suggestion_sheet(paper)
        case ReplyLetter():
            return reply_letter(paper)
        case OpinionForm():
            return opinion_form(paper)
        case FaceToFaceRecord():
            return face_to_face_record(paper)
        case Bulletin():
            return bulletin(paper)
