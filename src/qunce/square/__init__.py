"""The square: the public pages, phone first."""
