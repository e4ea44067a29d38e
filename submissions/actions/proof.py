"""Proof of a take-down: every address where the article could be seen is fetched as the public would."""

import logging
from datetime import datetime

import httpx

from publishing.rendering import visit
from publishing.store import public_host
from sites.queries import canonical_hosts
from submissions.models import Withdrawal
from submissions.queries import traces_of, waiting_for_proof

log = logging.getLogger(__name__)

GONE = {404, 410}


def prove(*, withdrawal: Withdrawal, at: datetime) -> list[str]:
    """Fetch and note what is left. Returns the addresses that still show something; empty is the proof."""
    article = withdrawal.article
    host = public_host(canonical_hosts()[article.site_id])
    traces = traces_of(article)
    leftovers = [path for path in traces.gone if visit(host, path)[0] not in GONE]
    for path, query in traces.without:
        status, text = visit(host, path, query)
        if status not in GONE and article.address in text:
            leftovers.append(path)
    Withdrawal.objects.filter(pk=withdrawal.pk).update(checked_at=at, leftovers=leftovers)
    if leftovers:
        log.error("withdrawn article %s is still seen at %s", article.pk, leftovers)
    return leftovers


def prove_waiting(*, at: datetime) -> int:
    """Prove what was taken down and is not proved yet; one that fails is tried again. Returns how many are proved."""
    proved = 0
    for withdrawal in waiting_for_proof():
        try:
            proved += not prove(withdrawal=withdrawal, at=at)
        except httpx.HTTPError as error:
            log.warning("withdrawal %s not proved yet: %s", withdrawal.pk, error)
    return proved
