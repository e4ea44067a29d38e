from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

CLOCK_USERNAME = "clock"


class User(AbstractUser):
    """A person who works in the desk, or the clock. What a person may do is said by `Post` rows alone.

    Nobody is a superuser: Django lets superusers past every check in silence, and the constraint below refuses them.
    """

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=30)
    organisation = models.ForeignKey(
        "Organisation", models.PROTECT, verbose_name="单位", related_name="people", null=True, blank=True
    )
    home_site = models.ForeignKey(
        "Site", models.PROTECT, verbose_name="账号所属站点", related_name="people", null=True, blank=True,
        help_text="由这个站点的管理员维护账号",
    )
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    wants_mail = models.BooleanField("邮件提醒", default=True, help_text="有未读的消息时发一封邮件,只说有什么在等")

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_is_superuser"),
            models.UniqueConstraint(Lower("username"), name="username_whatever_its_case",
                                    violation_error_message="已有只差大小写的用户名,请换一个。"),
        ]

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name
