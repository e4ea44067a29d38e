"""All words at once: one automaton (Aho and Corasick) walks a text a single time, however long the list is."""

from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick


@dataclass(frozen=True)
class Term:
    """A wrong text and what to say of it. `site` is a site's number, or None for the whole cluster."""

    wrong: str
    suggestion: str
    ground: str
    severity: str
    category: str
    exceptions: tuple[str, ...] = ()
    site: int | None = None

    def is_right_at(self, text: str, start: int) -> bool:
        """Does one of the exceptions stand around this place?"""
        for phrase in self.exceptions:
            offset = phrase.find(self.wrong)
            while offset >= 0:
                if start >= offset and text.startswith(phrase, start - offset):
                    return True
                offset = phrase.find(self.wrong, offset + 1)
        return False


@dataclass(frozen=True)
class Hit:
    """A wrong text and where it stands."""

    term: Term
    start: int
    end: int


class Matcher:
    """Built once for a list, asked for every text. A site's own line goes before the cluster's of the same text."""

    def __init__(self, terms: Iterable[Term]):
        self.terms: dict[str, dict[int | None, Term]] = {}
        for term in terms:
            self.terms.setdefault(term.wrong, {})[term.site] = term
        self.patterns = list(self.terms)
        self.automaton = AhoCorasick(self.patterns)

    def find(self, text: str, site: int | None) -> list[Hit]:
        """In order of place. Of two that overlap, the one that begins first stays; of those, the longest."""
        matches = self.automaton.find_matches_as_indexes(text, overlapping=True)
        hits, end_before = [], 0
        for number, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
            of_sites = self.terms[self.patterns[number]]
            term = of_sites.get(site) or of_sites.get(None)
            if term is not None and start >= end_before and not term.is_right_at(text, start):
                hits.append(Hit(term, start, end))
                end_before = end
        return hits
