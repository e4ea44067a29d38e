from django.db import models
from guardian.models import GroupObjectPermissionBase

from columns.models.column import Column
from sites.models import Post


class PostColumn(models.Model):
    """Where a post is held: this column and everything below it. The home page column means the whole site."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="post_columns")
    column = models.ForeignKey(Column, models.CASCADE, verbose_name="栏目", related_name="post_columns")

    class Meta:
        verbose_name = verbose_name_plural = "任职栏目"
        constraints = [models.UniqueConstraint(fields=["post", "column"], name="post_column")]

    def __str__(self):
        return str(self.column)


class ColumnGroupPermission(GroupObjectPermissionBase):
    """Guardian's grant of a power over a column to a post's group, derived from `PostColumn` and the role."""

    content_object = models.ForeignKey(Column, models.CASCADE, related_name="grants")
