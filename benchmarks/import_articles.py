"""Imports corpora of growing size into fresh databases and measures pages at each size. See README.md."""

import argparse
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import measuring
import psycopg2

SLICE = 20_000
PACE = re.compile(r"已导入 ([\d,]+) 篇;最近每秒 ([\d,]+) 篇,每篇占用处理器 ([\d.]+) 毫秒,内存峰值 ([\d,]+) MB")
PAGES = ("home", "list", "article")


@dataclass
class Run:
    """One database: its slices (articles, articles a second, CPU milliseconds each, peak MB), and the cost of pages by
    number of articles."""

    name: str
    slices: list[tuple[float, ...]] = field(default_factory=list)
    pages: dict[int, dict] = field(default_factory=dict)
    review: dict = field(default_factory=dict)


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database that is gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'benchmark.sqlite3'}"
        return
    name = f"zhanqun_benchmark_{secrets.token_hex(4)}"
    server = psycopg2.connect(kind)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield kind.rpartition("/")[0] + f"/{name}"
    finally:
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.close()


def python(environment: dict, *arguments: str, **options) -> subprocess.CompletedProcess:
    done = subprocess.run([sys.executable, *arguments], env=environment, cwd=measuring.ROOT, text=True, check=False,
                          stdout=subprocess.PIPE, **options)
    if done.returncode:
        sys.exit(f"{arguments[0]} ended with {done.returncode}")
    return done


def generate(corpus: str, seeds: str, articles: int, path: Path) -> None:
    with path.open("wb") as file:
        subprocess.run([sys.executable, corpus, "--seeds", seeds, "--articles", str(articles)], stdout=file, check=True)


def beginning(source: Path, articles: int, target: Path) -> Path:
    """The sites, the columns and the first articles of a corpus."""
    with source.open("rb") as lines, target.open("wb") as file:
        for line in lines:
            is_article = line.startswith(b'{"kind": "article"')
            if is_article and not articles:
                break
            articles -= is_article
            file.write(line)
    return target


def measure(kind: str, sizes: list[int], corpus: Path, folder: Path) -> Run:
    run = Run("SQLite" if kind == "sqlite" else "PostgreSQL")
    (folder / "static").mkdir()  # where collected files would be: nothing is looked for there
    with fresh_database(kind, folder) as url:
        environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(folder), "REDIS_URL": "", "LOG_LEVEL": "ERROR"}
        python(environment, "manage.py", "migrate", "--verbosity", "0")
        for size in sizes:
            rows = beginning(corpus, size, folder / "rows.jsonl")
            printed = python(environment, "manage.py", "import_cluster", str(rows), "--open", "--every", str(SLICE))
            found = PACE.findall(printed.stdout)
            slices = [tuple(float(number.replace(",", "")) for number in numbers) for numbers in found]
            run.slices += [one for one in slices if not run.slices or one[0] > run.slices[-1][0]]
            run.pages[size] = json.loads(python(environment, "benchmarks/pages.py").stdout)
            sys.stderr.write(f"{run.name}, {size:,}: {slices} {run.pages[size]}\n")
    with tempfile.TemporaryDirectory() as other, fresh_database(kind, Path(other)) as url:
        environment |= {"DATABASE_URL": url}
        python(environment, "manage.py", "migrate", "--verbosity", "0")
        run.review = json.loads(python(environment, "benchmarks/review.py").stdout)
    return run


def report(runs: list[Run], note: str = "") -> str:
    parts = ["## Import and pages\n", f"`benchmarks/import_articles.py`. {measuring.machine()}.\n",
             *([f"{note}\n"] if note else [])]
    for run in runs:
        parts += [f"### {run.name}\n", "Import, each time 20,000 more were in:\n",
                  "| articles | articles a second | CPU of the import, ms an article | peak memory, MB |",
                  "|---|---|---|---|",
                  *(f"| {articles:,.0f} | {rate:,.0f} | {cpu:.2f} | {memory:,.0f} |"
                    for articles, rate, cpu, memory in run.slices), "",
                  "| pages at | " + " | ".join(f"{page}: queries | median (shortest) ms" for page in PAGES) + " |",
                  "|---" * (1 + 2 * len(PAGES)) + "|",
                  *(f"| {size:,} | " + " | ".join(f"{costs[page]['queries']} | {costs[page]['ms']}" for page in PAGES)
                    + " |" for size, costs in run.pages.items()), "",
                  "Draft to published article, SQL queries: "
                  + ", ".join(f"{verb} {number}" for verb, number in run.review.items())
                  + f"; together {sum(run.review.values())}.\n"]
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True, help="program that prints a cluster as JSON lines")
    parser.add_argument("--seeds", required=True, help="folder handed to it")
    parser.add_argument("--articles", type=int, action="append", help="may be repeated; 20000 unless given")
    parser.add_argument("--database", action="append", help="sqlite or a PostgreSQL URL; may be repeated")
    parser.add_argument("--note", default="", help="a sentence about the run, printed with the results")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    options = parser.parse_args()
    sizes = sorted(options.articles or [SLICE])
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus.jsonl"
        generate(options.corpus, options.seeds, sizes[-1], corpus)
        runs = []
        for kind in options.database or ["sqlite"]:
            with tempfile.TemporaryDirectory() as folder:
                runs.append(measure(kind, sizes, corpus, Path(folder)))
    text = report(runs, options.note)
    if options.write:
        measuring.write("import_articles", text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
