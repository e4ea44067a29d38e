"""Reads over everything, to judge it."""

from collections.abc import Iterator

from sites import trail
from sites.models import ChangeLog, TrailRow
from sites.trail import Break
from submissions.models import Step

TRAILS: tuple[type[TrailRow], ...] = (ChangeLog, Step)


def trail_breaks() -> Iterator[tuple[type[TrailRow], Break]]:
    """Every place where a chain of an audit trail does not hold, with its table."""
    for model in TRAILS:
        for found in trail.verify(model):
            yield model, found


def trail_rows() -> dict[type[TrailRow], int]:
    return {model: model.objects.count() for model in TRAILS}
