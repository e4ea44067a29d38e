"""Lists, batches, comparisons, articles, withdrawals, columns, posts and logs."""

import pytest
from django.utils import timezone

from columns.models import Column
from sites.enums import Role
from sites.models import ChangeLog, Post
from submissions import actions
from submissions.enums import State, WithdrawalState
from submissions.models import Step, Submission, Withdrawal
from tests import cast as casting
from tests.desk.reading import Page, client_of, see

NOW = timezone.now()
LIST = "/admin/submissions/submission/"
HEADINGS = "//table[@id='result_list']/thead//div[@class='text']"


@pytest.mark.parametrize(("person", "headings"), [
    ("drafter", ["标题", "栏目", "拟稿人", "状态", "等候", "保存时间"]),
    ("bureau", ["标题", "栏目", "站点", "拟稿人", "状态", "等候", "保存时间"]),
])
def test_the_site_is_a_column_only_for_those_of_several(cast, person, headings):
    casting.draft(cast)
    page = see(getattr(cast, person), LIST)
    assert [heading for heading in page.texts(HEADINGS) if heading] == headings


def test_a_published_manuscript_waits_for_nobody(cast):
    casting.in_state(cast, State.PUBLISHED, at=NOW)
    page = see(cast.drafter, LIST)
    assert page.texts("//td[contains(@class,'field-age')]") == ["—"]
    assert page.texts("//td[contains(@class,'field-stage')]") == ["已发布"]


@pytest.mark.parametrize(("query", "words"), [
    ({}, "这里没有稿件按右上角的按钮新增第一个。"),
    ({"q": "无"}, "这里没有稿件没有符合条件的。可以换一个词查找,或者清除筛选。"),
])
def test_an_empty_list_says_what_to_do(cast, query, words):
    assert see(cast.drafter, LIST, **query).text("//div[contains(@class,'empty')]") == words


def test_a_chosen_filter_is_named_on_its_button(cast):
    page = see(cast.supervisor, LIST, queue="waiting")
    assert page.texts("//details[contains(@class,'chosen')]/summary") == ["待办:待我审核"]


def batch(*submissions) -> str:
    return f"{LIST}batch/?ids={','.join(str(s.pk) for s in submissions)}"


def line(submission, **values) -> dict:
    given = {"chosen": "on", "version": submission.version, "conclusion": "public", "ground": "news",
             "reviewer": "钱保密", "number": f"{submission.pk}号", **values}
    return {f"{submission.pk}-{name}": value for name, value in given.items()}


def test_a_batch_shows_a_line_each_with_what_stands_against_it(cast):
    ready = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW, title="可批")
    early = casting.in_state(cast, State.OFFICER_REVIEW, at=NOW, title="未审")
    page = see(cast.supervisor, batch(ready, early))
    assert sorted(page.texts("//fieldset//h2")) == ["可批", "未审"]
    assert page.texts("//fieldset//p[contains(@class,'note')]") == ["不能批准:稿件现在是“待信息员审核”,不能批准。"]
    assert page.root.xpath("//input[@type='checkbox']/@name") == [f"{ready.pk}-chosen"]


def test_an_incomplete_line_keeps_everything_typed(cast):
    first, second = (casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW) for _ in range(2))
    page = Page(client_of(cast.supervisor).post(batch(first, second), line(first) | line(second, number="")))
    assert page.text("//*[@role='alert']/h2") == "还没有办"
    assert page.value(f"{first.pk}-number") == f"{first.pk}号"
    assert page.value(f"{second.pk}-reviewer") == "钱保密"
    assert set(Submission.objects.values_list("state", flat=True)) == {State.SUPERVISOR_REVIEW}


def test_a_secrecy_review_is_recorded_for_its_own_manuscript_when_the_queue_has_moved(cast):
    """Between opening and sending, the first was approved by another: its place in the order changed."""
    first, second = (casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW) for _ in range(2))
    actions.approve(submission=first, secrecy=casting.SECRECY, by=cast.supervisor, at=timezone.now())
    page = Page(client_of(cast.supervisor).post(batch(first, second), line(first) | line(second), follow=True))
    assert page.texts("//ul[@class='messagelist']/li") == [
        "“防汛工作部署会召开”已批准。", "“防汛工作部署会召开”没有批准:稿件现在是“已批准待发布”,不能批准。"]
    assert [review.number for review in second.secrecy_reviews.all()] == [f"{second.pk}号"]
    assert [review.number for review in first.secrecy_reviews.all()] == ["保审〔2026〕7号"]


def test_any_two_revisions_can_be_compared_and_the_live_article(cast):
    article = casting.article(cast, at=NOW)
    correction = actions.start_correction(article=article, by=cast.drafter, at=NOW)
    body = "<p>会议部署了防汛工作。</p><p>新的一段。</p>"
    actions.save_draft(submission=correction, content={"body": body}, version=1, by=cast.drafter, at=NOW)
    page = see(cast.drafter, f"{LIST}{correction.pk}/compare/", old="live", new="2")
    assert page.texts("//select[@id='old']/option[@selected]") == ["线上的文章"]
    assert page.texts("//select[@id='new']/option[@selected]")[0].startswith("第 2 稿 · 林拟稿")
    paper = "//div[contains(@class,'paper')]"
    assert page.texts(f"{paper}//span[@class='sign']") == ["改动", "新增"]
    assert (page.texts(f"{paper}//del"), page.texts(f"{paper}//ins")) == (["今年的"], ["新的一段。"])


@pytest.mark.parametrize(("person", "buttons", "refused"), [
    ("drafter", ["更正"], ["申请撤稿"]), ("officer", ["更正", "申请撤稿", "报送门户"], []),
    ("supervisor", ["申请撤稿"], ["更正"]), ("bureau", ["申请撤稿"], ["更正"]),
])
def test_an_articles_page_offers_correction_and_withdrawal(cast, person, buttons, refused):
    article = casting.article(cast, at=NOW)
    page = see(getattr(cast, person), f"/admin/submissions/article/{article.pk}/page/")
    assert (page.buttons, page.refused) == (buttons, refused)
    assert page.why != []
    assert page.root.xpath("//a[.='公众页面']/@href") == [f"http://linhe.localhost{article.address}"]


def test_a_request_to_take_down_keeps_its_words_when_it_is_incomplete(cast):
    article = casting.article(cast, at=NOW)
    page = Page(client_of(cast.officer).post(f"/admin/submissions/article/{article.pk}/withdrawal/", {
        "reason_type": "", "reason": "写错了人名"}))
    assert page.value("reason") == "写错了人名"
    assert page.texts("//div[contains(@class,'bad')]/label") == ["撤稿原因 必填"]
    assert Withdrawal.objects.count() == 0


@pytest.mark.parametrize(("person", "buttons"), [
    ("officer", ["取消申请"]), ("supervisor", ["同意,立即撤下", "不同意"]), ("bureau", ["同意,立即撤下", "不同意"])])
def test_a_withdrawal_is_decided_by_another(cast, person, buttons):
    withdrawal = actions.request_withdrawal(article=casting.article(cast, at=NOW), reason_type="expired", reason="过期",
                                            by=cast.officer, at=NOW)
    page = see(getattr(cast, person), f"/admin/submissions/withdrawal/{withdrawal.pk}/page/")
    assert page.texts("//main//button[not(@disabled)]") == buttons


def test_refusing_a_withdrawal_without_a_reason_is_refused(cast):
    withdrawal = actions.request_withdrawal(article=casting.article(cast, at=NOW), reason_type="expired", reason="过期",
                                            by=cast.officer, at=NOW)
    page = Page(client_of(cast.supervisor).post(f"/admin/submissions/withdrawal/{withdrawal.pk}/page/",
                                                {"verb": "refuse", "reason": ""}))
    assert page.text("//*[@role='alert']/p") == "请写明不同意撤稿的理由。"
    withdrawal.refresh_from_db()
    assert withdrawal.state == WithdrawalState.REQUESTED


def column_page(column, end="change") -> str:
    return f"/admin/columns/column/{column.pk}/{end}/"


def test_a_column_leads_to_its_verbs_and_the_home_page_to_none(cast):
    links = "//ul[contains(@class,'object-tools')]//a"
    assert see(cast.site_admin, column_page(cast.notices)).texts(links) == ["移动", "合并", "删除"]
    assert see(cast.site_admin, column_page(cast.home)).texts(links) == []


def test_a_column_moves_without_dragging(cast):
    page = see(cast.site_admin, column_page(cast.notices, "move"))
    offered = page.texts("//select[@name='target']/option")
    assert [name.split("›")[-1].strip() for name in offered[1:]] == ["首页", "新闻中心", "临河要闻", "政策文件"]
    client_of(cast.site_admin).post(column_page(cast.notices, "move"), {
        "target": cast.headlines.pk, "position": "left"})
    order = Column.objects.filter(parent=cast.news).order_by("order").values_list("name", flat=True)
    assert list(order) == ["通知公告", "临河要闻"]


def test_a_column_is_not_moved_beside_the_home_page(cast):
    page = Page(client_of(cast.site_admin).post(column_page(cast.notices, "move"), {
        "target": cast.home.pk, "position": "left"}))
    assert page.text("//*[@role='alert']/p") == "首页旁边不能放栏目。"
    assert Column.objects.get(pk=cast.notices.pk).parent_id == cast.news.pk


def test_a_full_column_is_not_removed_and_the_page_says_what_hangs_on_it(cast):
    casting.draft(cast, column=cast.notices)
    page = Page(client_of(cast.site_admin).post(column_page(cast.notices, "remove")))
    assert page.text("//*[@role='alert']/p") == (
        "“通知公告”下还有 1 个稿件,不能删除。请先移走,或把本栏目合并到另一栏目。")
    assert Column.objects.filter(pk=cast.notices.pk).exists()


def test_merging_says_what_becomes_of_the_column(cast):
    page = see(cast.site_admin, column_page(cast.notices, "merge"))
    assert page.texts("//main//button") == ["合并"]
    assert "旧网址自动转到新栏目" in page.text("//main//form")


def test_a_post_leads_to_its_end_which_asks_first(cast):
    post = Post.objects.get(user=cast.drafter, role=Role.DRAFTER)
    page = see(cast.site_admin, f"/admin/sites/post/{post.pk}/change/")
    assert page.root.xpath("//a[.='免职']/@href") == [f"/admin/sites/post/{post.pk}/dismiss/"]
    asked = see(cast.site_admin, f"/admin/sites/post/{post.pk}/dismiss/")
    assert asked.text("//main//form/p[1]") == "要免去 林拟稿 在临河的“拟稿人”吗?"
    client_of(cast.site_admin).post(f"/admin/sites/post/{post.pk}/dismiss/")
    ended = see(cast.site_admin, f"/admin/sites/post/{post.pk}/change/")
    assert ended.root.xpath("//a[.='免职']") == []


def test_the_change_log_reads_as_words(cast):
    column_page_ = column_page(cast.notices)
    client = client_of(cast.site_admin)
    form = {"name": "公示公告", "slug": "tzgg", "column_type": "news", "freshness": "periodic", "interval_days": "30",
            "organisation": "", "description": "通知公告栏目", "keywords": "通知公告", "link_url": "", "home_block": ""}
    assert client.post(column_page_, form).status_code == 302
    row = ChangeLog.objects.filter(verb="change", kind="栏目").latest("pk")
    page = see(cast.site_admin, f"/admin/sites/changelog/{row.pk}/change/")
    rows = [page.texts(f"(//table[@class='changes-table']//tbody/tr)[{n}]/td") for n in range(1, 5)]
    assert sorted(rows) == sorted([["名称", "通知公告", "公示公告"], ["更新类别", "动态类", "定期类"],
                                   ["更新期限(天)", "14", "30"], ["在菜单中显示", "是", "否"]])


def test_steps_are_read_in_chinese(cast):
    submission = casting.in_state(cast, State.RETURNED, at=NOW)
    page = see(cast.officer, "/admin/submissions/step/")
    assert page.texts("//td[contains(@class,'field-became')]") == [
        "待信息员审核 → 已退回", "草稿 → 待信息员审核", "草稿"]
    step = Step.objects.filter(submission=submission).latest("pk")
    one = see(cast.officer, f"/admin/submissions/step/{step.pk}/change/")
    assert one.texts("//div[contains(@class,'field-became')]//div[@class='readonly']") == ["待信息员审核 → 已退回"]
    assert one.texts("//main//input[@type='submit']") == []


@pytest.mark.parametrize(("value", "names"), [("yes", ["林拟稿"]), ("no", ["何同事"])])
def test_posts_are_filtered_by_whether_they_are_held(cast, value, names):
    held = Post.objects.get(user=cast.colleague)
    client_of(cast.site_admin).post(f"/admin/sites/post/{held.pk}/dismiss/")
    page = see(cast.site_admin, "/admin/sites/post/", in_force=value)
    found = page.texts("//th[contains(@class,'field-user')]")
    assert [name for name in found if name in ("林拟稿", "何同事")] == names
