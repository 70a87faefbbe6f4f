"""Telling people: one grouped message per person per batch."""
