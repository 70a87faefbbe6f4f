"""Names for themes: short noun phrases that stand in the texts, word beside word.

A phrase is one to four adjacent words of a shape that a clerk would write as a heading. It is
ranked by how many voices of the theme say it, how rarely the other themes do, how much its words
mean to the theme by themselves, how near it is to the centre of the theme, and in how many
different surroundings it is said: what always stands in the same sentence was copied, it is no
term. Persons, numbers and masked places never enter a name.
"""

from qunce.insight.names.choosing import Name, name_themes

__all__ = ["Name", "name_themes"]
