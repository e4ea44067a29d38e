"""One look at a rule's source: begin under the rule's lock, read without any lock, note what came of it."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from sites.models import User
from sites.rules import Refused, demand
from submissions.actions.harvest.articles import Outcome, harvest_entry
from submissions.actions.harvest.reading import Listing, read_listing
from submissions.actions.harvest.visits import Visitor
from submissions.enums import HarvestItemState, HarvestRunState
from submissions.fetching import FetchRefused, policy_in_force
from submissions.harvesting import NotReadable
from submissions.models import HarvestRule, HarvestRun
from submissions.queries.harvest import is_finished, known_addresses
from submissions.rules.harvest import may_own

log = logging.getLogger(__name__)

SECONDS = 60
"""One run's time; what is left comes a minute later, so that nothing else the clock does waits for long."""
LOST = timedelta(minutes=15)
"""A run that began longer ago than this and has not ended was interrupted."""
MOST_ENTRIES = 30
LONGEST_PAUSE = timedelta(days=1)


@dataclass
class Tally:
    """What one run brought."""

    found: int = 0
    kept: int = 0
    duplicates: int = 0
    refused: int = 0
    reason: str = ""
    is_unfinished: bool = False
    may_retry: bool = False

    def note(self, outcome: Outcome) -> None:
        match outcome.state:
            case HarvestItemState.WAITING:
                self.kept += 1
            case HarvestItemState.DUPLICATE:
                self.duplicates += 1
            case HarvestItemState.REFUSED:
                self.refused += 1
                self.reason = self.reason or outcome.reason
                self.may_retry = self.may_retry or outcome.may_retry

    @property
    def has_failed(self) -> bool:
        return self.refused > 0 and self.kept + self.duplicates == 0

    @property
    def words(self) -> str:
        told = [f"{self.refused} 篇没有抓成:{self.reason}"] if self.refused else []
        if self.is_unfinished:
            told.append("还有没抓完的,稍后继续。")
        return " ".join(told)


def harvest(*, rule: HarvestRule, by: User, at: datetime) -> HarvestRun:
    """Look at the source and keep what is new, as items that wait to be taken. Nothing of it is public.

    Refused while another run of the rule goes on. Whatever the source does ends in the run's row, with a reason.
    """
    run = begin_run(rule=rule, by=by, at=at)
    visitor, tally, listing = Visitor(policy_in_force(), SECONDS), Tally(), Listing()
    try:
        demand(may_own(run.rule.owner, run.rule.column))
        listing = read_listing(run.rule, visitor, at, is_conditional=True)
        read_new(run.rule, listing, visitor, tally, at)
        state = HarvestRunState.FAILED if tally.has_failed else HarvestRunState.DONE
        state = HarvestRunState.UNCHANGED if listing.is_unchanged else state
    except (FetchRefused, NotReadable, Refused) as refusal:
        state, tally.reason = HarvestRunState.FAILED, str(refusal)
    except Exception:
        log.exception("harvest rule %s", rule.pk)
        state, tally.reason = HarvestRunState.FAILED, "程序处理这个网页时出错,已记入日志,请告诉平台管理员。"
    return end_run(run=run, state=state, tally=tally, listing=listing)


@transaction.atomic
def begin_run(*, rule: HarvestRule, by: User, at: datetime) -> HarvestRun:
    """One at a time; what was interrupted is closed first."""
    rules = HarvestRule.objects.select_for_update(of=("self",)).select_related("site", "column", "owner")
    fresh = rules.get(pk=rule.pk)
    going = fresh.runs.filter(state=HarvestRunState.RUNNING).first()
    if going is not None and going.started_at > at - LOST:
        raise Refused("这条规则正在抓取,请稍后刷新。")
    if going is not None:
        going.state, going.ended_at, going.reason = HarvestRunState.FAILED, at, "中途中断,没有做完。"
        going.save(update_fields=["state", "ended_at", "reason"])
    if not fresh.is_active:
        raise Refused("规则没有启用。")
    fresh.next_at = at + timedelta(minutes=fresh.interval)
    fresh.save(update_fields=["next_at"])
    return HarvestRun.objects.create(rule=fresh, started_by=by, started_at=at)


def read_new(rule: HarvestRule, listing: Listing, visitor: Visitor, tally: Tally, at: datetime) -> None:
    """The newest entries that are not known yet, as long as the time lasts."""
    entries = listing.entries[:MOST_ENTRIES]
    known = known_addresses(rule.site_id, (entry.address for entry in entries))
    tally.found = len(entries)
    for entry in entries:
        item = known.get(entry.address)
        if item is not None and is_finished(item):
            continue
        if visitor.is_out_of_time:
            tally.is_unfinished = True
            return
        tally.note(harvest_entry(entry, rule, visitor, at))


@transaction.atomic
def end_run(*, run: HarvestRun, state: HarvestRunState, tally: Tally, listing: Listing) -> HarvestRun:
    """The run's row, and when the rule's turn comes again: later and later while it fails."""
    now = timezone.now()
    rule = HarvestRule.objects.select_for_update(of=("self",)).get(pk=run.rule_id)
    has_failed = state == HarvestRunState.FAILED
    run.state, run.ended_at, run.reason = state, max(now, run.started_at), (tally.words or tally.reason)[:300]
    run.found, run.kept, run.duplicates, run.refused = tally.found, tally.kept, tally.duplicates, tally.refused
    run.save()
    rule.failures = rule.failures + 1 if has_failed else 0
    rule.last_run_at, rule.last_reason = run.started_at, run.reason
    rule.next_at = run.started_at + pause_after(rule, tally)
    if not listing.is_unchanged:
        is_whole = not (has_failed or tally.is_unfinished or tally.may_retry)
        rule.etag, rule.last_modified = (listing.etag, listing.last_modified) if is_whole else ("", "")
    rule.save(update_fields=["failures", "last_run_at", "last_reason", "next_at", "etag", "last_modified"])
    run.rule = rule
    return run


def pause_after(rule: HarvestRule, tally: Tally) -> timedelta:
    if tally.is_unfinished:
        return timedelta(minutes=1)
    usual = timedelta(minutes=rule.interval)
    return max(usual, min(usual * 2 ** min(rule.failures, 10), LONGEST_PAUSE)) if rule.failures else usual
