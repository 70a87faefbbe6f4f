"""digest.html: one file, no script, nothing loaded from anywhere; to be shown and printed."""

from qunce.digest.page.write import write_page

__all__ = ["write_page"]
