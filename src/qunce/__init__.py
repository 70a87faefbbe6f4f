"""Qunce 群策 takes what a hundred thousand people say and sees to it that each gets an answer."""

__version__ = "0.1.0"
