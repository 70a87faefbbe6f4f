"""What the units of the made-up city answer, by what the voices are about."""

from qunce.demo.answering.subjects import Subject, about, subjects, texts_of
from qunce.demo.answering.words import Asked, answer, farewell

__all__ = ["Asked", "Subject", "about", "answer", "farewell", "subjects", "texts_of"]
