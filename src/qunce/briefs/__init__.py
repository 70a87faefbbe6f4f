"""Numbered bulletins and closing reports, whose figures can be worked out again, and open data."""
