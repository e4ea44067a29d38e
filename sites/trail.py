"""Appending to and verifying the hash chains of the audit trail."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from sites.digest import digest
from sites.digest import matches as digest_matches
from sites.models import TrailHead, TrailRow

NOT_SEALED = {"id", "digest"}


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold."""

    chain: str
    number: int
    reason: str


def append(row: TrailRow) -> TrailRow:
    """Seal a new row to the end of its chain and save it. Demands an open transaction: the change's own."""
    if not connection.in_atomic_block:
        raise RuntimeError("A trail row is written in the transaction of the change it records.")
    head = TrailHead.objects.select_for_update().filter(chain=row.chain).first()
    if head is None:
        TrailHead.objects.bulk_create([TrailHead(chain=row.chain)], ignore_conflicts=True)
        head = TrailHead.objects.select_for_update().get(chain=row.chain)
    row.number, row.predecessor = head.number + 1, head.digest
    row.by_name = str(row.by)
    row.digest = digest(sealed_bytes(row))
    row.save(force_insert=True)
    TrailHead.objects.filter(pk=head.pk).update(number=row.number, digest=row.digest)
    return row


def sealed_bytes(row: TrailRow) -> bytes:
    """What the digest covers: every stored field but the row's own key and digest, in a canonical form."""
    values = {}
    for field in row._meta.concrete_fields:
        if field.name in NOT_SEALED:
            continue
        value = getattr(row, field.attname)
        values[field.attname] = value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return text.encode()


def verify(model: type[TrailRow]) -> Iterator[Break]:
    """Every removed or changed row of the model's chains. Reads each row once, in chain order."""
    heads = {head.chain: head for head in TrailHead.objects.all()}
    ends: dict[str, tuple[int, str]] = {}
    for row in model.objects.order_by("chain", "number").iterator(chunk_size=2000):
        number, last = ends.get(row.chain, (0, ""))
        if row.number != number + 1:
            yield Break(row.chain, number + 1, "缺少记录")
        elif row.predecessor != last:
            yield Break(row.chain, row.number, "与前一条不衔接")
        if not digest_matches(sealed_bytes(row), row.digest):
            yield Break(row.chain, row.number, "内容与指纹不符")
        ends[row.chain] = (row.number, row.digest)
    prefix = chain_prefix(model)
    for chain, head in heads.items():
        if chain.startswith(prefix) and ends.get(chain, (0, "")) != (head.number, head.digest):
            yield Break(chain, head.number, "链尾缺少记录")


def chain_prefix(model: type[TrailRow]) -> str:
    return f"{model._meta.model_name}:"


def chain_of(model: type[TrailRow], site_id: int | None) -> str:
    """Chains are per table and site, so that sites never wait for each other."""
    return f"{chain_prefix(model)}{site_id or 'cluster'}"
