from django.db.models import TextChoices


class State(TextChoices):
    """Where a submission stands."""

    DRAFT = "draft", "草稿"
    OFFICER_REVIEW = "officer_review", "待信息员审核"
    SUPERVISOR_REVIEW = "supervisor_review", "待信息主管审批"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已批准待发布"
    SCHEDULED = "scheduled", "定时发布"
    PUBLISHED = "published", "已发布"
    DISCARDED = "discarded", "已作废"


EDITABLE_STATES = frozenset({State.DRAFT, State.RETURNED})
REVIEW_STATES = frozenset({State.OFFICER_REVIEW, State.SUPERVISOR_REVIEW})
CLOSED_STATES = frozenset({State.PUBLISHED, State.DISCARDED})
OPEN_STATES = frozenset(State) - CLOSED_STATES
LIMITED_STATES = REVIEW_STATES | {State.RETURNED, State.APPROVED}
"""In which a manuscript waits for somebody, so that it can wait too long."""


class Verb(TextChoices):
    """What a step did to a submission."""

    CREATE = "create", "建稿"
    SAVE = "save", "保存"
    SUBMIT = "submit", "提交"
    RECALL = "recall", "收回"
    PASS_REVIEW = "pass_review", "审核通过"
    SKIP_REVIEW = "skip_review", "免审(无其他信息员)"
    SEND_BACK = "send_back", "退回"
    REVIEW_SECRECY = "review_secrecy", "保密审查"
    APPROVE = "approve", "批准"
    PUBLISH = "publish", "发布"
    SCHEDULE = "schedule", "定时"
    UNSCHEDULE = "unschedule", "取消定时"
    DISCARD = "discard", "作废"
    REQUEST_WITHDRAWAL = "request_withdrawal", "申请撤稿"
    SCHEDULE_WITHDRAWAL = "schedule_withdrawal", "同意到时撤稿"
    WITHDRAW = "withdraw", "撤稿"
    REFUSE_WITHDRAWAL = "refuse_withdrawal", "不同意撤稿"
    CANCEL_WITHDRAWAL = "cancel_withdrawal", "取消撤稿申请"


class ArticleStatus(TextChoices):
    LIVE = "live", "在线"
    WITHDRAWN = "withdrawn", "已撤下"


class WithdrawalState(TextChoices):
    REQUESTED = "requested", "待审查"
    SCHEDULED = "scheduled", "到时撤下"
    CARRIED_OUT = "carried_out", "已撤下"
    REFUSED = "refused", "不同意"
    CANCELLED = "cancelled", "已取消"


class WithdrawalReason(TextChoices):
    PUBLISHED_IN_ERROR = "published_in_error", "误发"
    SUPERSEDED = "superseded", "已被新内容代替"
    EXPIRED = "expired", "已过期"
    PERSONAL_DATA = "personal_data", "含个人信息"


class Validity(TextChoices):
    NONE = "", "不适用"
    VALID = "valid", "现行有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "已废止"
    EXPIRED = "expired", "失效"


class SecrecyConclusion(TextChoices):
    PUBLIC = "public", "不涉密,可以公开"
    NOT_PUBLIC = "not_public", "涉密或不宜公开"


class SecrecyGround(TextChoices):
    STATUTORY = "statutory", "法定主动公开内容"
    EMERGENCY = "emergency", "应急与公共安全信息"
    SERVICE = "service", "办事服务信息"
    NEWS = "news", "一般工作动态"
    ISSUED = "issued", "发文时已定为主动公开"
    OTHER = "other", "其他(请在意见中说明)"


class AttachmentKind(TextChoices):
    FILE = "file", "文件"
    PICTURE = "picture", "图片"


class ScanResult(TextChoices):
    CLEAN = "clean", "已查毒"
    NOT_SCANNED = "not_scanned", "未查毒"
