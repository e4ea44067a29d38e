"""Times 10,000 watched words on texts of 10,000 characters: building the automaton, and each walk. See README.md."""

import argparse
import random
import statistics
import sys
import time

import measuring

measuring.set_up()

from submissions.proofreading import Matcher, Term, starting_words  # noqa: E402

WORDS, CHARACTERS, TEXTS, WRONG_EVERY = 10_000, 10_000, 200, 100
COMMON = range(0x4E00, 0x4E00 + 3_000)


def terms(chance: random.Random) -> list[Term]:
    """The starting list, filled up with made words of two to six characters; every tenth has two exceptions."""
    words = {word.wrong: word.exceptions for word in starting_words()}
    while len(words) < WORDS:
        word = "".join(chr(chance.choice(COMMON)) for _ in range(chance.randint(2, 6)))
        words[word] = f"{word}甲\n乙{word}" if chance.random() < 0.1 else ""
    return [Term(word, "对", "词典", "warning", "mistyped", tuple(exceptions.split()))
            for word, exceptions in words.items()]


def text(chance: random.Random, words: list[Term]) -> str:
    """Characters at random, with a wrong word about every hundred."""
    pieces, length = [], 0
    while length < CHARACTERS:
        piece = "".join(chr(chance.choice(COMMON)) for _ in range(WRONG_EVERY)) + chance.choice(words).wrong
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)[:CHARACTERS]


def timed(work) -> tuple[float, object]:
    start = time.process_time()
    done = work()
    return (time.process_time() - start) * 1000, done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    chance = random.Random(7)
    words = terms(chance)
    built, matcher = timed(lambda: Matcher(words))
    walks = [timed(lambda one=one: matcher.find(one, None)) for one in [text(chance, words) for _ in range(TEXTS)]]
    times, hits = [took for took, _ in walks], [len(found) for _, found in walks]
    report = "\n".join([
        "## Watched words\n", f"`benchmarks/proofreading.py`. {measuring.machine()}.\n",
        "| what | processor time, milliseconds |", "|---|---|",
        f"| building the automaton of {len(words):,} words | {built:.1f} |",
        f"| one text of {CHARACTERS:,} characters, median of {TEXTS} | {statistics.median(times):.2f} |",
        f"| 95th percentile | {statistics.quantiles(times, n=20)[-1]:.2f} |",
        f"| slowest | {max(times):.2f} |\n",
        f"Wrong words found in a text: {statistics.mean(hits):.0f} on average.", ""])
    if given.write:
        measuring.write("proofreading", report)
    sys.stdout.write(report)


if __name__ == "__main__":
    main()
