"""What is typed into matters."""

from qunce.matters.forms.acting import ActForm
from qunce.matters.forms.choosing import Offered, offered

__all__ = ["ActForm", "Offered", "offered"]
