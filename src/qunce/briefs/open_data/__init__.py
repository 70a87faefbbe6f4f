"""Open data: what is public, as files. Each column says what it is and is written by the same."""

from collections.abc import Mapping

from qunce.briefs.open_data.answers import ANSWERS, PROMISES
from qunce.briefs.open_data.columns import Column, DataSet
from qunce.briefs.open_data.dictionary import dictionary_of
from qunce.briefs.open_data.figures import AREAS, CAMPAIGNS, PUBLICITY, THEMES
from qunce.briefs.open_data.papers import BULLETINS, SELECTED
from qunce.briefs.open_data.voices import VOICES

_ALL: tuple[DataSet, ...] = (
    VOICES, THEMES, AREAS, ANSWERS, PROMISES, CAMPAIGNS, PUBLICITY, SELECTED, BULLETINS,
)  # fmt: skip
DICTIONARY = dictionary_of(_ALL)
DATA_SETS: Mapping[str, DataSet] = {one.code: one for one in (*_ALL, DICTIONARY)}

__all__ = ["DATA_SETS", "DICTIONARY", "Column", "DataSet"]
