"""What a reader chose of the page's look; it lives in one cookie, `theme.size`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

COOKIE = "look"
THEMES = ("auto", "light", "dark")
SIZES = ("normal", "large")


@dataclass(frozen=True)
class Look:
    theme: str = "auto"
    size: str = "normal"

    @classmethod
    def read(cls, cookies: Mapping[str, str]) -> Self:
        theme, _, size = cookies.get(COOKIE, "").partition(".")
        return cls().chosen(theme=theme, size=size)

    def chosen(self, *, theme: str = "", size: str = "") -> Self:
        """The look with what is known of the wish; an unknown word changes nothing."""
        return replace(
            self,
            theme=theme if theme in THEMES else self.theme,
            size=size if size in SIZES else self.size,
        )

    @property
    def cookie(self) -> str:
        return f"{self.theme}.{self.size}"
