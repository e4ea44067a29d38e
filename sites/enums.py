from django.db.models import TextChoices


class SiteKind(TextChoices):
    PORTAL = "portal", "门户"
    COUNTY = "county", "县区"
    DEPARTMENT = "department", "部门"


class SiteStatus(TextChoices):
    PREPARING = "preparing", "筹建"
    RUNNING = "running", "运行"
    SUSPENDED = "suspended", "临时下线"
    CLOSED = "closed", "关停"


class SiteLanguage(TextChoices):
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "英文"


class Role(TextChoices):
    DRAFTER = "drafter", "拟稿人"
    INFO_OFFICER = "info_officer", "信息员"
    SUPERVISOR = "supervisor", "信息主管"
    SITE_ADMIN = "site_admin", "站点管理员"
    BUREAU = "bureau", "大数据局"
    PLATFORM_ADMIN = "platform_admin", "平台管理员"


class ChangeVerb(TextChoices):
    CREATE = "create", "新建"
    CHANGE = "change", "修改"
    DELETE = "delete", "删除"
    APPOINT = "appoint", "任命"
    DISMISS = "dismiss", "免去"
    MOVE = "move", "移动"
    MERGE = "merge", "合并"
    RENAME = "rename", "改名"
    IMPORT = "import", "导入"
    REBUILD = "rebuild", "重建"


class MessageKind(TextChoices):
    """What a message is about. A mail names nothing else."""

    TO_REVIEW = "to_review", "待审核"
    TO_REVISE = "to_revise", "退回修改"
    TO_PUBLISH = "to_publish", "等待发布"
    NOT_PUBLISHED = "not_published", "定时发布失败"
    WITHDRAWAL_ASKED = "withdrawal_asked", "撤稿待审查"
    PUBLISHED = "published", "稿件已发布"
    WITHDRAWAL_CLOSED = "withdrawal_closed", "撤稿已办结"
    OVERDUE = "overdue", "超时催办"


WAITING_KINDS = frozenset({
    MessageKind.TO_REVIEW, MessageKind.TO_REVISE, MessageKind.TO_PUBLISH, MessageKind.NOT_PUBLISHED,
    MessageKind.WITHDRAWAL_ASKED, MessageKind.OVERDUE,
})
"""Messages of what waits for somebody: settled as soon as it waits no more."""
