"""Families and themes of more texts than one machine holds (docs/scale.md).

from qunce.insight import scale

with scale.cluster(workers=4) as run:
    found = scale.read(scale.Parquet(["texts.parquet"]), folder="work", run=run)
"""

from qunce.insight.scale.placing import OUTCOMES, Table
from qunce.insight.scale.reading import Found, read
from qunce.insight.scale.running import Run, cluster, here, through
from qunce.insight.scale.sources import Batches, Parquet
from qunce.insight.scale.stars import FAMILY_KINDS

__all__ = [
    "FAMILY_KINDS",
    "OUTCOMES",
    "Batches",
    "Found",
    "Parquet",
    "Run",
    "Table",
    "cluster",
    "here",
    "read",
    "through",
]
