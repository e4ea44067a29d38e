"""Index numbers: a rule for each unit that has a credit code, as the bureau set them at the start."""

from datetime import timedelta

from portal.demo.founding import Founding
from portal.demo.writing import Event
from sites.models import User
from submissions import actions

PATTERN = "{code}/{year}-{serial:5}"
CITATION = "《云州市政府信息公开目录编制规范》第六条(演示用虚构文件)"


def events(founding: Founding) -> list[Event]:
    at = founding.at + timedelta(hours=3)
    return [(at, lambda: keep(founding, at))]


def keep(founding: Founding, at) -> None:
    by = User.objects.get(username="bureau")
    for place in founding.places.values():
        for unit in place.units.values():
            if unit.credit_code:
                actions.create_numbering_rule(organisation=unit, pattern=PATTERN, citation=CITATION, by=by, at=at)
