"""What is shown to people, in both languages of the house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en

    def __str__(self) -> str:
        return self.en
