"""办理时限: how long manuscripts may wait, as the bureau set it when the cluster began."""

from datetime import datetime, timedelta

from portal.demo.writing import Event
from sites.models import User
from submissions import actions
from submissions.enums import State
from submissions.models import StepLimit

CITATION = "云州市政府网站信息发布管理办法(试行)第十四条"
HOURS = {State.OFFICER_REVIEW: 12, State.SUPERVISOR_REVIEW: 24, State.RETURNED: 48, State.APPROVED: 24}


def events(founded_at: datetime) -> list[Event]:
    at = founded_at + timedelta(hours=3)
    return [(at, lambda: keep(at))]


def keep(at: datetime) -> None:
    by = User.objects.get(username="bureau")
    for limit in StepLimit.objects.filter(state__in=list(HOURS)):
        actions.change_limit(
            limit=limit, values={"hours": HOURS[limit.state], "citation": CITATION}, by=by, at=at)
