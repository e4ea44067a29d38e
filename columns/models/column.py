from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from mptt.querysets import TreeQuerySet

from columns.enums import ColumnType, Freshness, HomeBlock
from columns.paths import validate_slug
from sites.models import Organisation, Site, WebAddressField
from sites.roles import COLUMN_POWERS


class ColumnQuerySet(TreeQuerySet):
    def for_site(self, site):
        return self.filter(site=site)

    def visible(self):
        """Shown in menus and lists."""
        return self.filter(is_visible=True)

    def below(self, column):
        """The column and everything under it, by tree numbers."""
        return self.filter(tree_id=column.tree_id, lft__gte=column.lft, rght__lte=column.rght)


class Column(MPTTModel):
    """栏目: a node of a site's column tree. The root is the site's home page (首页).

    `parent` and `order` are the truth; `path` and the MPTT numbers are derived from them by `columns.tree` alone.
    """

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="columns")
    parent = TreeForeignKey(
        "self", models.PROTECT, verbose_name="上级栏目", related_name="children", null=True, blank=True
    )
    order = models.PositiveIntegerField("次序", default=0, editable=False)
    name = models.CharField("名称", max_length=40)
    slug = models.CharField("网址名", max_length=40, blank=True, validators=[validate_slug],
                            help_text="小写字母、数字、连字符,以字母开头;改名后旧网址自动转到新网址")
    path = models.CharField("路径", max_length=255, blank=True, editable=False)
    column_type = models.CharField("栏目类型", max_length=24, choices=ColumnType)
    freshness = models.CharField("更新类别", max_length=12, choices=Freshness, default=Freshness.PERIODIC)
    interval_days = models.PositiveSmallIntegerField(
        "更新期限(天)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3660)])
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="责任单位", related_name="columns", null=True, blank=True
    )
    description = models.CharField("栏目描述", max_length=200, help_text="写入网页标签 ColumnDescription")
    keywords = models.CharField("关键词", max_length=200, help_text="写入网页标签 ColumnKeywords,用逗号隔开")
    link_url = WebAddressField("链接地址", blank=True, help_text="填写后本栏目只是一个链接,不放文章")
    is_visible = models.BooleanField("在菜单中显示", default=True)
    home_block = models.CharField("首页位置", max_length=10, choices=HomeBlock, blank=True, default=HomeBlock.NONE)

    objects = TreeManager.from_queryset(ColumnQuerySet)()

    class MPTTMeta:
        parent_attr = "parent"

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        ordering = ["tree_id", "lft"]
        permissions = list(COLUMN_POWERS.items())
        constraints = [
            models.CheckConstraint(condition=models.Q(lft__lt=models.F("rght")), name="column_lft_before_rght"),
            models.CheckConstraint(condition=models.Q(tree_id=models.F("site_id")), name="column_one_tree_per_site"),
            models.UniqueConstraint(fields=["tree_id", "lft"], name="column_tree_lft"),
            models.UniqueConstraint(fields=["site", "path"], name="column_path_per_site",
                                    violation_error_message="同一上级下已有相同网址名的栏目。"),
            models.UniqueConstraint(fields=["parent", "name"], name="column_name_per_parent",
                                    violation_error_message="同一上级下已有同名栏目。"),
            models.CheckConstraint(
                condition=models.Q(parent=None, column_type=ColumnType.HOME, path="")
                | (models.Q(parent__isnull=False) & ~models.Q(column_type=ColumnType.HOME) & ~models.Q(path="")),
                name="column_root_is_home",
                violation_error_message="“首页”类型只用于站点的根栏目。",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.freshness != Freshness.STATIC and not self.interval_days:
            raise ValidationError({"interval_days": "请填写更新期限;长期不变的栏目请把更新类别改为“静态类”。"})

    @property
    def is_link(self) -> bool:
        return bool(self.link_url)

    @property
    def is_home(self) -> bool:
        return self.parent_id is None

    @property
    def address(self) -> str:
        """Where the public finds it, from the site's root."""
        return f"/{self.path}/" if self.path else "/"


class ColumnRedirect(models.Model):
    """An old path of a renamed, moved or merged column; it redirects for ever."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="column_redirects")
    path = models.CharField("旧路径", max_length=255)
    column = models.ForeignKey(Column, models.CASCADE, related_name="redirects")

    class Meta:
        verbose_name = verbose_name_plural = "旧网址"
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="redirect_path_per_site")]

    def __str__(self):
        return self.path
