"""The starting list that comes with the project: `words.toml`, groups that share category, severity and ground."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "words.toml"


@dataclass(frozen=True)
class StartingWord:
    wrong: str
    suggestion: str
    ground: str
    severity: str
    category: str
    exceptions: str = ""


def starting_words() -> list[StartingWord]:
    """One word a line: `wrong → suggestion`, and behind `|` the phrases in which it is right, separated by spaces."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]
    return [word_of(line, group) for group in groups for line in group["words"].split("\n") if line.strip()]


def word_of(line: str, group: dict) -> StartingWord:
    pair, _, exceptions = line.partition("|")
    wrong, suggestion = (side.strip() for side in pair.split("→"))
    return StartingWord(wrong, suggestion, group["ground"], group["severity"], group["category"],
                        "\n".join(exceptions.split()))
