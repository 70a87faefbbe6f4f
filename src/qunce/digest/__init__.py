"""The engine on a spreadsheet: a table of voices in, an account of every one of them out.

`digest(path, out)` needs neither server nor database and writes

    digest.json    everything, for programs
    digest.xlsx    themes, copies, and where each row went
    digest.html    one file to show: charts, the largest themes in their own words
    refused.xlsx   the rows that could not be read, with reasons; only if there are any
"""

from qunce.digest.account import Digest
from qunce.digest.digesting import digest
from qunce.digest.gather import NoText

__all__ = ["Digest", "NoText", "digest"]
