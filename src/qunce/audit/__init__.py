"""Walks every room and checks its laws against what is stored."""
