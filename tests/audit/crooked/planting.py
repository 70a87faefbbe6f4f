"""What a crooked row is, and what guards are taken away before one can be planted."""

# The law, what is wrong, the rows it must name, what is done to the house.
Crooked = tuple[str, str, list[str], list[str]]


def drop(name: str, table: str = "voices_voice") -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {name}"


def drop_index(name: str) -> str:
    return f"DROP INDEX {name}"
