"""Finding wrong and sensitive words in a text. Pure: the words are given, no database is asked."""

from submissions.proofreading.matching import Hit, Matcher, Term
from submissions.proofreading.starting import StartingWord, starting_words

__all__ = ["Hit", "Matcher", "StartingWord", "Term", "starting_words"]
