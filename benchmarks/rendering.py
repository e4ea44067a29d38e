"""Prints, as JSON, how long `render_site` takes for all pages of a site, by one process and by one for each core.

A first round, which is not counted, reads what the import left on the disk. Each round fills a store of its own: ext4
is slow to make files just after many were removed, which is nobody's case but a benchmark's.
"""

import json
import os
import sys
import time
from pathlib import Path

import measuring

measuring.set_up()

from django.conf import settings  # noqa: E402

from portal.management.commands.render_site import Command  # noqa: E402
from publishing.actions import remove_all  # noqa: E402
from publishing.models import Page  # noqa: E402
from sites.models import Site  # noqa: E402


def run(slug: str, processes: int) -> dict:
    if Path(settings.PAGES_DIR).exists():
        Path(settings.PAGES_DIR).rename(f"{settings.PAGES_DIR}-{time.monotonic_ns()}")
    remove_all(Page.objects.filter(site__slug=slug))
    start = time.perf_counter()
    pages = Command().run(Site.objects.filter(slug=slug), processes)
    return {"processes": processes, "pages": pages, "seconds": time.perf_counter() - start}


if __name__ == "__main__":
    run(sys.argv[1], os.cpu_count())
    sys.stdout.write(json.dumps([run(sys.argv[1], processes) for processes in sorted({1, os.cpu_count()})]))
