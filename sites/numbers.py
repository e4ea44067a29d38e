"""Row numbers as they come in addresses and forms."""

LONGEST = 18
"""Digits of the largest number that fits every column of every database we use."""


def whole_number(raw: object) -> int | None:
    """The number that plain ASCII digits spell, or None: `²`, `-1`, `1e9` and numbers past 18 digits are none."""
    text = str(raw if raw is not None else "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def whole_numbers(raw: str) -> list[int]:
    """`3,17,x` → `[3, 17]`."""
    return [number for part in raw.split(",") if (number := whole_number(part)) is not None]
