"""Marks among the words of an entry, by which an index answers for more than words. No text yields such a word."""

FILE_MARK = "@f"


def site_mark(number: int) -> str:
    return f"@s{number}"


def year_mark(year: int) -> str:
    return f"@y{year}"


def month_mark(year: int, month: int) -> str:
    return f"@m{year}-{month:02}"
