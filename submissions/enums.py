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


class HarvestKind(TextChoices):
    LIST = "list", "列表网页"
    FEED = "feed", "订阅源(RSS、Atom)"


class HarvestRunState(TextChoices):
    RUNNING = "running", "正在抓取"
    DONE = "done", "完成"
    UNCHANGED = "unchanged", "没有更新"
    FAILED = "failed", "失败"


class HarvestItemState(TextChoices):
    WAITING = "waiting", "待选用"
    TAKEN = "taken", "已选用"
    DECLINED = "declined", "不选用"
    DUPLICATE = "duplicate", "重复"
    REFUSED = "refused", "没有抓成"


class ValidityChangeState(TextChoices):
    REQUESTED = "requested", "待审查"
    CARRIED_OUT = "carried_out", "已变更"
    REFUSED = "refused", "不同意"
    CANCELLED = "cancelled", "已取消"


class ValidityVerb(TextChoices):
    """What a step did to a change of validity."""

    REQUEST = "request", "申请变更有效性"
    CARRY_OUT = "carry_out", "同意变更"
    REFUSE = "refuse", "不同意变更"
    CANCEL = "cancel", "取消申请"


ENDED_BY_A_DOCUMENT = frozenset({Validity.AMENDED, Validity.REPEALED})
"""Validities that another document brings about."""


class WordSeverity(TextChoices):
    """How much a watched word matters."""

    ADVICE = "advice", "建议"
    WARNING = "warning", "提醒"
    BLOCKING = "blocking", "必须改正"


class WordCategory(TextChoices):
    MISTYPED = "mistyped", "错别字"
    OFFICE = "office", "机构与职务"
    REGION = "region", "地区名称"
    SENSITIVE = "sensitive", "敏感表述"
    STANDARD = "standard", "规范用语"
    FORMAT = "format", "数字与标点"


class ReferralState(TextChoices):
    """Where a referral stands."""

    SENT = "sent", "待处理"
    ASKED = "asked", "待补充"
    ADOPTED = "adopted", "已采用"
    DECLINED = "declined", "未采用"
    RECALLED = "recalled", "已收回"


OPEN_REFERRAL_STATES = frozenset({ReferralState.SENT, ReferralState.ASKED})


class ReferralVerb(TextChoices):
    """What a step did to a referral."""

    REFER = "refer", "报送"
    ADOPT = "adopt", "采用"
    DECLINE = "decline", "不采用"
    ASK = "ask", "要求补充"
    RESEND = "resend", "补充后再报"
    RECALL = "recall", "收回"
    NOTE_CHANGE = "note_change", "原文变动"
    FOLLOW = "follow", "已跟进"
    DISMISS = "dismiss", "不用跟进"


class DeclineReason(TextChoices):
    REPEATED = "repeated", "门户已有同类内容"
    OFF_TOPIC = "off_topic", "不属于本栏目"
    LATE = "late", "时效已过"
    NOT_CITYWIDE = "not_citywide", "只与本地有关"
    POOR = "poor", "内容或文字达不到要求"
    OTHER = "other", "其他(请写明)"


class SourceChangeKind(TextChoices):
    """What became of an article after the portal adopted it."""

    CORRECTED = "corrected", "原文已更正"
    WITHDRAWN = "withdrawn", "原文已撤下"
