"""Compares the search over a small and a large PostgreSQL database, word by word in turn. See README.md."""

import argparse
import json
import os
import statistics
import subprocess
import sys
from contextlib import ExitStack

import measuring

CLASSES = {"rare": (2, 10), "middling": (200, 1_000), "very common": (10_000, None)}
"""Kind of word → least and most entries of the small database that hold it, for a small one of 20,000."""
SMALL = 20_000
EACH, ROUNDS, WARM_UP = 10, 7, 2
WORDS = r"""
SELECT word, ndoc FROM ts_stat('SELECT words FROM publishing_searchentry') WHERE word ~ '^[\u4e00-\u9fff]{2,4}$'
ORDER BY md5(word)
"""
"""In an order that favours no word."""


class Asker:
    """A process of its own over one database, which answers one question after the other."""

    def __init__(self, url: str):
        environment = os.environ | {"DATABASE_URL": url, "REDIS_URL": "", "LOG_LEVEL": "ERROR"}
        self.process = subprocess.Popen([sys.executable, __file__, "--answer"], env=environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self) -> "Asker":
        return self

    def __exit__(self, *error) -> None:
        self.process.stdin.close()
        self.process.wait()

    def ask(self, **question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("a worker has ended")
        return json.loads(line)


def answer() -> None:
    """Until the input ends: words to choose from, or the milliseconds of a search and how much it found."""
    measuring.set_up()
    import time  # noqa: PLC0415

    from django.db import connection  # noqa: PLC0415

    from publishing.models import SearchEntry  # noqa: PLC0415
    from publishing.search.engines import Scope  # noqa: PLC0415
    from publishing.search.finding import find  # noqa: PLC0415
    from publishing.search.parsing import parse  # noqa: PLC0415
    from sites.models import Site  # noqa: PLC0415

    scope = Scope(tuple(Site.objects.running().values_list("pk", flat=True)))
    for line in sys.stdin:
        question = json.loads(line)
        if question["what"] == "words":
            with connection.cursor() as cursor:
                cursor.execute(WORDS)
                said = cursor.fetchall()
        elif question["what"] == "size":
            said = SearchEntry.objects.count()
        else:
            start = time.perf_counter()
            results = find(parse(question["text"]), scope, order=question["order"])
            said = [(time.perf_counter() - start) * 1000, results.total]
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


def chosen(words: list[tuple[str, int]], size: int) -> dict[str, list[str]]:
    """Kind → words, and pairs of words."""
    scale = size / SMALL
    found = {}
    for kind, (least, most) in CLASSES.items():
        fitting = [word for word, number in words
                   if number >= least * scale and (most is None or number <= most * scale)]
        found[kind] = fitting[:EACH]
    found["two common"] = [f"{one} {other}" for one, other in zip(found["very common"], found["very common"][1:],
                                                                   strict=False)]
    found["common and rare"] = [f"{one} {other}" for one, other in zip(found["very common"], found["rare"],
                                                                       strict=False)]
    return found


def measure(askers: list[Asker], texts: dict[str, list[str]]) -> dict[str, list[list[float]]]:
    """Kind → for each database the milliseconds of every search, the databases in turn."""
    times = {kind: [[] for _ in askers] for kind in texts}
    for turn in range(WARM_UP + ROUNDS):
        for kind, words in texts.items():
            for text in words:
                for place, asker in enumerate(askers):
                    for order in ("best", "newest"):
                        took, _ = asker.ask(what="search", text=text, order=order)
                        if turn >= WARM_UP:
                            times[kind][place].append(took)
    return times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def report(sizes: list[int], times: dict[str, list[list[float]]], note: str) -> str:
    everything = [[one for kind in times.values() for one in kind[place]] for place in range(len(sizes))]
    lines = ["## The search on PostgreSQL\n", f"`benchmarks/search.py`. {measuring.machine()}.\n",
             *([f"{note}\n"] if note else []),
             "Milliseconds, median | p95; the ratio compares the p95 of the large database with that of the small.\n",
             "| words | " + " | ".join(f"{size:,} entries: median | p95" for size in sizes) + " | ratio of p95 |",
             "|---" * (2 + 2 * len(sizes)) + "|"]
    for kind, of_kind in [*times.items(), ("all", everything)]:
        cells = " | ".join(f"{statistics.median(one):.1f} | {p95(one):.1f}" for one in of_kind)
        lines.append(f"| {kind} | {cells} | {p95(of_kind[-1]) / p95(of_kind[0]):.2f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", action="append", help="URL of a filled database; twice, the smaller one first")
    parser.add_argument("--note", default="", help="a sentence for the report")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answer:
        answer()
        return
    if not given.database or len(given.database) != 2:
        parser.error("--database must be given twice")
    with ExitStack() as stack:
        askers = [stack.enter_context(Asker(url)) for url in given.database]
        sizes = [asker.ask(what="size") for asker in askers]
        texts = chosen(askers[0].ask(what="words"), sizes[0])
        text = report(sizes, measure(askers, texts), given.note)
    if given.write:
        measuring.write("search", text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
