"""Slugs and paths of columns, and the words the public's URL space keeps for itself."""

import re

from django.core.exceptions import ValidationError

SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
RESERVED = frozenset(
    "admin search static files map feed notice accounts zh-hant en healthz page media pictures preview".split()
)


def validate_slug(value: str) -> None:
    if not SLUG.fullmatch(value):
        raise ValidationError("网址名由小写字母、数字和连字符组成,以字母开头,最长 40 个字符。")
    if value in RESERVED:
        raise ValidationError(f"“{value}”是系统保留的网址名,请换一个。")
