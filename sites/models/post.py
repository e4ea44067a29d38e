from django.contrib.auth.models import Group
from django.db import models
from guardian.models import GroupObjectPermissionBase

from sites.enums import Role


class PostQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(ended_at=None)


class Post(models.Model):
    """任职: this person holds this role in this site (over which columns is said in `columns`).

    The truth for who may do what. `group` is derived from it: the guardian group that carries the post's grants.
    A post is ended, never deleted.
    """

    user = models.ForeignKey("User", models.PROTECT, verbose_name="人员", related_name="posts")
    site = models.ForeignKey("Site", models.PROTECT, verbose_name="站点", related_name="posts")
    role = models.CharField("角色", max_length=16, choices=Role)
    group = models.OneToOneField(Group, models.PROTECT, verbose_name="权限组", related_name="post", editable=False)
    started_at = models.DateTimeField("任职时间")
    ended_at = models.DateTimeField("免职时间", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["site", "role", "user"]
        constraints = [
            models.UniqueConstraint(fields=["user", "site", "role"], condition=models.Q(ended_at=None),
                                    name="one_post_per_role",
                                    violation_error_message="此人在本站已任这一角色。"),
        ]

    def __str__(self):
        return f"{self.user} · {self.site.short_name} · {self.get_role_display()}"


class SiteGroupPermission(GroupObjectPermissionBase):
    """Guardian's grant of a power over a site to a post's group, by a direct foreign key."""

    content_object = models.ForeignKey("Site", models.CASCADE, related_name="grants")
