"""What every benchmark shares: Django set up over the environment's database, the machine's description, RESULTS.md."""

import os
import platform
import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = "# Results\n\nParts are written by their benchmarks (`--write`); [README.md](README.md) says what is measured."


def set_up() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django  # noqa: PLC0415 the path and the settings come first

    django.setup()


def machine() -> str:
    """Cores, memory and versions; no names."""
    import django  # noqa: PLC0415

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (f"{os.cpu_count()} cores, {memory:.0f} GB memory, {platform.system()} {platform.machine()}; "
            f"Python {platform.python_version()}, Django {django.get_version()}, SQLite {sqlite3.sqlite_version}")


def write(name: str, part: str) -> None:
    """Put a benchmark's part, which begins with its heading, into RESULTS.md in place of the one it wrote before."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEAD
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    RESULTS.write_text(f"{before.rstrip()}\n\n{begin}{part.strip()}\n\n{end}{after}", encoding="utf-8")
