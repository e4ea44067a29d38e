"""索引号: how an issuing body numbers its documents, how far it has come, and which numbers it has given."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from sites.models import Organisation, Site
from submissions.models.article import Article

LONGEST = 60
"""Of a number: as long as the article's field."""
WIDEST_YEAR, WIDEST_SERIAL = 9999, 99_999
PLACES = re.compile(r"\{(code|year|serial)(?::([1-9]))?\}")
FIXED = re.compile(r"[0-9A-Za-z一-龥/\-.〔〕()]*")


def rendered(pattern: str, *, code: str, year: int, serial: int) -> str:
    """`{code}/{year}-{serial:5}` → `11220000013544357T/2026-00348`."""
    values = {"code": code, "year": year, "serial": serial}
    return PLACES.sub(lambda place: str(values[place[1]]).rjust(int(place[2] or 1), "0"), pattern)


def validate_pattern(pattern: str) -> None:
    """Serials begin anew every year, so a number without its year would come twice."""
    named = [name for name, _ in PLACES.findall(pattern)]
    if not FIXED.fullmatch(PLACES.sub("", pattern)):
        raise ValidationError("格式里只能用 {code}、{year}、{serial:位数},以及汉字、字母、数字和 / - . 〔〕 ()。")
    for name, label in (("year", "年份 {year}"), ("serial", "流水号 {serial:位数}")):
        if named.count(name) != 1:
            raise ValidationError(f"格式里须有且只有一处{label}。")
    if len(rendered(pattern, code="0" * 18, year=WIDEST_YEAR, serial=WIDEST_SERIAL)) > LONGEST:
        raise ValidationError(f"编出的索引号会超过 {LONGEST} 个字符,请把格式写短。")


class NumberingRule(models.Model):
    """索引号规则: how one issuing body numbers its documents, and the text that says so.

    A document whose 发文机关 is the body's name is numbered when it is published. Without an active rule the number is
    typed, as before.
    """

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="numbering_rules")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="发文机关", related_name="numbering_rules")
    pattern = models.CharField(
        "编号格式", max_length=LONGEST, validators=[validate_pattern],
        help_text="{code} 是统一社会信用代码,{year} 是发布的年份,{serial:5} 是五位流水号,每年从 1 起。"
                  "例如 {code}/{year}-{serial:5}")
    citation = models.CharField("依据", max_length=200, help_text="规定这个格式的文件和条款")
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "索引号规则"
        ordering = ["site", "organisation"]
        constraints = [models.UniqueConstraint(fields=["organisation"], name="numbering_rule_per_organisation",
                                               violation_error_message="这个发文机关已有索引号规则。")]

    def __str__(self):
        return f"{self.organisation.name}的索引号规则"

    def clean(self):
        if "{code" in self.pattern and self.organisation_id and not self.organisation.credit_code:
            raise ValidationError({"pattern": f"“{self.organisation.name}”还没有填统一社会信用代码,"
                                              "请先在“单位”里填写,或不用 {code}。"})

    def number(self, year: int, serial: int) -> str:
        return rendered(self.pattern, code=self.organisation.credit_code, year=year, serial=serial)


class NumberingCounter(models.Model):
    """How far a body has come in a year. Its row is the lock of everybody who gives one of the body's numbers."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后的流水号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "索引号流水"
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="numbering_counter_per_year")]


class IndexNumber(models.Model):
    """已编索引号: given to a document for ever. The database refuses to change or delete a row.

    `serial` is empty where the number was not counted but typed, before there was a rule.
    """

    article = models.OneToOneField(Article, models.PROTECT, verbose_name="文章", related_name="given_number")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="发文机关", related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("流水号", null=True)
    number = models.CharField("索引号", max_length=LONGEST)
    given_at = models.DateTimeField("编号时间")

    class Meta:
        verbose_name = verbose_name_plural = "已编索引号"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="index_number_once"),
            models.UniqueConstraint(fields=["organisation", "year", "serial"], name="index_number_serial_once"),
        ]

    def __str__(self):
        return self.number
