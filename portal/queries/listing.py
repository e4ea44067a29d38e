"""What stands in a column's list, page by page. Pages are numbered from the oldest (docs/decisions/0003)."""

from functools import cached_property

from columns.models import Column
from portal.queries.picks import articles_of, count_in, newest_in, slice_in
from submissions.models import Article

PAGE_SIZE = 20


class Listing:
    """What stands in any of the columns."""

    def __init__(self, columns: list[Column]):
        self.columns = columns
        self._read: dict[int | None, list[Article]] = {}

    @cached_property
    def total(self) -> int:
        return count_in(self.columns)

    @property
    def last(self) -> int:
        """How many full pages lie behind the newest one. The newest shows the last 20 of all; page n holds the n-th 20
        from the oldest, is always full, and exists only while something newer than it exists."""
        return max(self.total - 1, 0) // PAGE_SIZE

    def page(self, number: int | None) -> list[Article]:
        """The articles of a numbered page, or (None) the newest ones; newest first."""
        if number not in self._read:
            if number is None:
                self._read[None] = present(newest_in(self.columns, PAGE_SIZE))
            else:
                self.read_ahead(number, number)
        return self._read[number]

    def read_ahead(self, first: int, last: int) -> None:
        """Read the numbered pages from `first` to `last` at once: two queries."""
        start, stop = (first - 1) * PAGE_SIZE, last * PAGE_SIZE
        picked = slice_in(self.columns, start=start, stop=stop, total=self.total)[::-1]
        articles = articles_of(picked)
        for number in range(first, last + 1):
            begin = (number - 1) * PAGE_SIZE - start
            shown = picked[begin:begin + PAGE_SIZE][::-1]
            self._read[number] = [articles[pk] for pk in shown if pk in articles]


def present(numbers: list[int]) -> list[Article]:
    """The articles with these numbers, in this order; withdrawn ones are left out."""
    articles = articles_of(numbers)
    return [articles[number] for number in numbers if number in articles]
