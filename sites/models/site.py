import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from sites.enums import SiteKind, SiteLanguage, SiteStatus
from sites.hosts import NOT_A_NAME, is_host_name, normalise_host
from sites.models.fields import WebAddressField
from sites.roles import SITE_POWERS

IDENTITY_CODE = re.compile(r"\d{10}|bm\d{8}")
SKIN_COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", "请填写 #rrggbb 形式的颜色,例如 #12457a。")


def validate_identity_code(value: str) -> None:
    """国办发〔2017〕47号: 6-digit division + 4-digit serial, or `bm` + 8 digits."""
    if not IDENTITY_CODE.fullmatch(value):
        raise ValidationError("网站标识码应为 10 位数字,或“bm”加 8 位数字。")


class SiteQuerySet(models.QuerySet):
    def running(self):
        return self.filter(status=SiteStatus.RUNNING)


class Site(models.Model):
    """One website of the cluster: the tenant that columns, manuscripts and posts belong to."""

    slug = models.SlugField("代号", max_length=30, unique=True, help_text="小写字母和数字,建成后不再改动")
    name = models.CharField("网站名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=20, help_text="用于菜单")
    slogan = models.CharField("副题", max_length=60, blank=True)
    kind = models.CharField("类别", max_length=12, choices=SiteKind)
    language = models.CharField(
        "语言", max_length=8, choices=SiteLanguage, default=SiteLanguage.CHINESE,
        help_text="网页上固定文字的语言,建成后不再改动。简体中文网站自动带有繁体版。",
    )
    status = models.CharField("状态", max_length=12, choices=SiteStatus, default=SiteStatus.PREPARING)
    identity_code = models.CharField("网站标识码", max_length=10, blank=True, validators=[validate_identity_code])
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True)
    police_number = models.CharField("公安备案号", max_length=40, blank=True)
    mark_url = WebAddressField("党政机关标识地址", blank=True, help_text="点击页脚“党政机关”标识到达的页面")
    error_report_url = WebAddressField("我为政府网站找错地址", blank=True)
    sponsor = models.ForeignKey(
        "Organisation", models.PROTECT, verbose_name="主办单位", related_name="sponsored_sites", null=True, blank=True
    )
    operator = models.ForeignKey(
        "Organisation", models.PROTECT, verbose_name="承办单位", related_name="operated_sites", null=True, blank=True
    )
    contact = models.CharField("联系方式", max_length=200, blank=True)
    seal = models.CharField("印章文字", max_length=4, help_text="页首方印中的两个字")
    primary_color = models.CharField("主色", max_length=7, default="#12457a", validators=[SKIN_COLOUR])
    accent_color = models.CharField("强调色", max_length=7, default="#a8241f", validators=[SKIN_COLOUR])
    notice = models.TextField("下线或关停公告", blank=True)
    moved_to = WebAddressField("迁往地址", blank=True)
    closed_on = models.DateField("关停日期", null=True, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站点"
        ordering = ["order", "id"]
        permissions = list(SITE_POWERS.items())
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind=SiteKind.PORTAL), name="one_portal",
                violation_error_message="一个网站群只有一个门户。",
            ),
            models.UniqueConstraint(
                fields=["identity_code"], condition=~models.Q(identity_code=""), name="site_identity_code",
                violation_error_message="已有站点使用这个网站标识码。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_portal(self) -> bool:
        return self.kind == SiteKind.PORTAL

    @property
    def is_chinese(self) -> bool:
        return self.language == SiteLanguage.CHINESE

    @property
    def html_language(self) -> str:
        """As HTML names it."""
        return "zh-Hans" if self.is_chinese else self.language

    @property
    def is_open(self) -> bool:
        return self.status == SiteStatus.RUNNING


class Host(models.Model):
    """A host name that leads to a site; all but the canonical one redirect."""

    site = models.ForeignKey(Site, models.CASCADE, verbose_name="站点", related_name="hosts")
    name = models.CharField("主机名", max_length=253, unique=True, help_text="不含 http:// 和端口")
    is_canonical = models.BooleanField("主域名", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "域名"
        ordering = ["-is_canonical", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(is_canonical=True), name="one_canonical_host",
                violation_error_message="一个站点只有一个主域名。",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.name = normalise_host(self.name)
        if not is_host_name(self.name):
            raise ValidationError({"name": NOT_A_NAME})
