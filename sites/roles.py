"""What each role may do. Who holds a role, and where, is a `Post` in the database."""

from sites.enums import Role

# Powers over columns: granted on a column, valid for everything below it.
SEE = "see_in_column"
DRAFT = "draft_in_column"
REVIEW = "review_in_column"
APPROVE = "approve_in_column"
PUBLISH = "publish_in_column"
TAKE_DOWN = "take_down_in_column"
ARRANGE = "arrange_column"

COLUMN_POWERS = {
    SEE: "查看稿件",
    DRAFT: "拟写稿件",
    REVIEW: "审核稿件",
    APPROVE: "审批稿件",
    PUBLISH: "发布稿件",
    TAKE_DOWN: "撤下文章",
    ARRANGE: "管理栏目",
}

# Powers over sites.
OVERSEE = "oversee_site"
ADMINISTER = "administer_site"
RUN_CLUSTER = "run_cluster"
NOTIFY = "notify_on_site"
NOTIFY_CLUSTER = "notify_on_cluster"

SITE_POWERS = {
    OVERSEE: "查看站点",
    ADMINISTER: "管理站点",
    RUN_CLUSTER: "开办与关停站点",
    NOTIFY: "发布网站提示",
    NOTIFY_CLUSTER: "发布全部站点的网站提示",
}

POWERS = {
    Role.DRAFTER: {SEE, DRAFT},
    Role.INFO_OFFICER: {SEE, DRAFT, REVIEW, PUBLISH},
    Role.SUPERVISOR: {SEE, APPROVE, PUBLISH, TAKE_DOWN, NOTIFY},
    Role.SITE_ADMIN: {OVERSEE, ADMINISTER, ARRANGE, NOTIFY},
    Role.BUREAU: {SEE, TAKE_DOWN, OVERSEE, NOTIFY, NOTIFY_CLUSTER},
    Role.PLATFORM_ADMIN: {OVERSEE, ADMINISTER, RUN_CLUSTER, ARRANGE},
}

MEANINGS = {
    Role.DRAFTER: "在所任栏目内写稿、改稿、送审",
    Role.INFO_OFFICER: "收集和书写信息,审核本栏目稿件(第二级),发布已批准的稿件",
    Role.SUPERVISOR: "指定的负责人:审批稿件(第三级)、记录保密审查、发布和撤下,发布本站的网站提示",
    Role.SITE_ADMIN: "管理本站的栏目、人员任职、站点设置和网站提示,不参与审稿",
    Role.BUREAU: "监督全部站点:查看全部稿件与记录,紧急撤下,发布网站提示和哀悼日灰度",
    Role.PLATFORM_ADMIN: "开办和关停站点,管理各站管理员,不参与审稿",
}

CLUSTER_ROLES = frozenset({Role.BUREAU, Role.PLATFORM_ADMIN})
"""Held at the portal and valid in every site."""

CONTENT_ROLES = frozenset({Role.DRAFTER, Role.INFO_OFFICER, Role.SUPERVISOR})
"""Held over chosen columns of one site."""


def column_powers(role: str) -> set[str]:
    return POWERS[Role(role)] & COLUMN_POWERS.keys()


def site_powers(role: str) -> set[str]:
    return POWERS[Role(role)] & SITE_POWERS.keys()
