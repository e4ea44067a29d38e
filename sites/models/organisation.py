from django.core.exceptions import ValidationError
from django.db import models

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = [pow(3, i, 31) for i in range(17)]


def validate_credit_code(value: str) -> None:
    """统一社会信用代码, GB 32100-2015: 18 characters, the last one a check character modulo 31."""
    if len(value) != 18 or any(c not in CREDIT_ALPHABET for c in value):
        raise ValidationError("统一社会信用代码应为 18 位数字和大写字母(不含 I、O、S、V、Z)。")
    total = sum(CREDIT_ALPHABET.index(c) * w for c, w in zip(value, CREDIT_WEIGHTS, strict=False))
    if CREDIT_ALPHABET[-total % 31] != value[-1]:
        raise ValidationError("统一社会信用代码的校验位不对,请核对后重填。")


class Organisation(models.Model):
    """A unit of government (单位); units form a tree and answer for columns and letters."""

    site = models.ForeignKey("Site", models.PROTECT, verbose_name="所属站点", related_name="organisations")
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="上级单位", related_name="children", null=True, blank=True
    )
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[validate_credit_code]
    )
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["site", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="organisation_name_per_site",
                                    violation_error_message="本站已有同名单位。"),
            models.UniqueConstraint(fields=["credit_code"], condition=~models.Q(credit_code=""),
                                    name="organisation_credit_code",
                                    violation_error_message="已有单位使用这个信用代码。"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": "上级单位不能是本单位或其下级。"})
            above = above.parent
