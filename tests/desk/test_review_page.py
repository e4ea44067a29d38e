"""The review page: who sees which buttons, refusals with their reasons, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from columns import actions as column_actions
from sites.enums import Role
from sites.models import Post
from submissions import actions
from submissions.enums import State
from submissions.models import Submission
from tests import cast as casting
from tests.desk.reading import Page, client_of, csv, png, see

NOW = timezone.now()
SECRECY = {"conclusion": "public", "ground": "news", "reviewer": "钱保密", "number": "保审〔2026〕9号", "note": ""}
NO_REVIEW = "您没有“临河要闻”栏目的“审核稿件”权限。"
NO_APPROVAL = "您没有“临河要闻”栏目的“审批稿件”权限。"
NO_PUBLISHING = "您没有“临河要闻”栏目的“发布稿件”权限。"


def address(submission: Submission, verb: str = "") -> str:
    end = f"do/{verb}" if verb else "review"
    return f"/admin/submissions/submission/{submission.pk}/{end}/"


@pytest.mark.parametrize(("state", "person", "buttons", "refused", "why"), [
    (State.DRAFT, "drafter", ["提交", "作废"], [], []),
    (State.OFFICER_REVIEW, "drafter", ["收回"], ["审核通过", "退回"], [f"审核通过、退回:{NO_REVIEW}"]),
    (State.OFFICER_REVIEW, "officer", ["审核通过", "退回"], [], []),
    (State.OFFICER_REVIEW, "supervisor", [], ["审核通过", "退回"], [f"审核通过、退回:{NO_REVIEW}"]),
    (State.SUPERVISOR_REVIEW, "supervisor", ["批准", "批准并发布", "退回"], [], None),
    (State.SUPERVISOR_REVIEW, "bureau", [], ["批准", "退回"], [f"批准、退回:{NO_APPROVAL}"]),
    (State.RETURNED, "drafter", ["提交", "作废"], [], []),
    (State.APPROVED, "officer", ["发布", "定时发布"], ["退回"], [f"退回:{NO_APPROVAL}"]),
    (State.APPROVED, "supervisor", ["发布", "定时发布", "退回"], [], []),
    (State.APPROVED, "bureau", [], ["发布", "定时", "退回"], [f"发布、定时:{NO_PUBLISHING}", f"退回:{NO_APPROVAL}"]),
    (State.SCHEDULED, "officer", ["发布", "改定时", "取消定时"], ["退回"], [f"退回:{NO_APPROVAL}"]),
    (State.PUBLISHED, "supervisor", [], [], []),
    (State.DISCARDED, "drafter", [], [], []),
])
def test_the_bar_holds_exactly_these_verbs(cast, state, person, buttons, refused, why):
    page = see(getattr(cast, person), address(casting.in_state(cast, state, at=NOW)))
    assert (sorted(page.buttons), sorted(page.refused)) == (sorted(buttons), sorted(refused))
    assert why is None or page.why == why


def test_who_wrote_is_told_why_somebody_else_must_review(cast):
    submission = casting.in_state(cast, State.OFFICER_REVIEW, at=NOW, by=cast.colleague)
    page = see(cast.colleague, address(submission))
    assert page.why == ["审核通过、退回:您写过或改过这份稿件,须由另一人审核。"]


def test_only_who_may_publish_is_offered_to_approve_and_publish(cast):
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    page = see(cast.supervisor, address(submission))
    button = page.root.xpath("//button[.='批准并发布']")[0]
    assert (button.get("form"), button.get("name"), button.get("value")) == ("approve", "then", "publish")
    client = client_of(cast.supervisor)
    response = client.post(address(submission, "approve"), {"version": 1, "then": "publish", "reason": "", **SECRECY})
    assert response.status_code == 302
    assert Submission.objects.get().state == State.PUBLISHED


def test_the_paper_shows_what_the_public_will_see(cast):
    picture = actions.upload(site=cast.county, file=png(), name="题图.png", by=cast.drafter, at=NOW, alt="会场")
    inline = actions.upload(site=cast.county, file=png(), name="现场.png", by=cast.drafter, at=NOW)
    kept = actions.upload(site=cast.county, file=csv(), name="名单.csv", by=cast.drafter, at=NOW)
    submission = actions.create_submission(
        column=cast.policy, by=cast.officer, at=NOW, attachments=[kept.pk], content=casting.CONTENT | {
            "picture": picture, "document_number": "临政发〔2026〕3号", "issuer": "临河区人民政府", "validity": "valid",
            "body": f'<p>一、通告如下。</p><p><img src="{inline.address}" alt="现场"></p>'})
    page = see(cast.officer, address(submission))
    assert page.text("//article//h2[@class='headline']") == "防汛工作部署会召开"
    assert page.texts("//table[@class='document']//th") == [
        "索引号", "主题分类", "发文机关", "成文日期", "发文字号", "体裁", "主题词", "有效性"]
    assert page.text("//table[@class='document']//span") == "现行有效"
    files = "/admin/submissions/submission/file"
    assert page.root.xpath("//article//img/@src") == [f"{files}/{picture.pk}/", f"{files}/{inline.pk}/"]
    assert page.root.xpath("//section[@id='attachments']//a/@href") == [f"{files}/{kept.pk}/"]
    assert page.texts("//*[@data-tabs]/a") == ["公众所见", "附件(1)"]
    assert page.texts("//section[@aria-labelledby='check']//li/span[2]") == ["政策文件还缺:成文日期、主题分类、体裁。"]


def test_a_resubmitted_manuscript_shows_what_changed_since_it_was_sent_back(cast):
    submission = casting.in_state(cast, State.RETURNED, at=NOW)
    saved = actions.save_draft(submission=submission, content={"body": "<p>会议部署了今年的防汛和抗旱工作。</p>"},
                               version=1, by=cast.drafter, at=NOW)
    actions.submit(submission=saved, by=cast.drafter, at=NOW)
    page = see(cast.officer, address(submission))
    assert page.texts("//*[@data-tabs]/a") == ["公众所见", "与退回的第 1 稿的不同(1 处)", "附件(0)"]
    assert (page.texts("//section[@id='differences']//ins"), page.texts("//section[@id='differences']//del")) == (
        ["和抗旱"], [])
    assert page.texts("//section[@id='differences']//span[@class='sign']") == ["改动"]
    assert "请补充参会单位。" in page.text("//section[@aria-labelledby='steps']")


def test_the_next_one_in_the_queue_is_one_press_away(cast):
    first = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW - timedelta(hours=2))
    second = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW - timedelta(hours=1))
    page = see(cast.supervisor, address(first))
    assert page.text("//div[@class='tools']/span") == "共 2 件等您审核"
    assert page.root.xpath("//div[@class='tools']/a[.='下一件']/@href") == [address(second)]


@pytest.mark.parametrize("verb", ["approve", "review_secrecy"])
def test_an_incomplete_secrecy_review_is_marked_and_keeps_what_was_typed(cast, verb):
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    page = Page(client_of(cast.supervisor).post(address(submission, verb), {
        "version": 1, "reason": "同意发布", **SECRECY, "number": ""}))
    assert page.status == 409
    assert page.texts("//div[@id='refusal']//a") == ["审查编号"]
    assert page.texts("//section[@aria-labelledby='secrecy']//div[contains(@class,'bad')]/label") == ["审查编号 必填"]
    assert (page.value("reviewer"), page.value("ground"), page.root.xpath("//*[@id='approve-reason']")[0].text) == (
        "钱保密", "news", "同意发布")
    assert Submission.objects.get().state == State.SUPERVISOR_REVIEW


def test_sending_back_without_a_reason_is_refused_with_its_panel_open(cast):
    submission = casting.in_state(cast, State.OFFICER_REVIEW, at=NOW)
    page = Page(client_of(cast.officer).post(address(submission, "send_back"), {"version": 1, "reason": " "}))
    assert page.status == 409
    assert page.text("//div[@id='refusal']/p[1]") == "请写明退回的原因,拟稿人要据此修改。"
    assert page.texts("//details[@open]/summary") == ["退回"]


def test_a_refusal_by_events_keeps_the_words_in_the_banner(cast):
    """Somebody else approved meanwhile: the form is gone, the typed reason is not."""
    submission = casting.in_state(cast, State.APPROVED, at=NOW)
    page = Page(client_of(cast.supervisor).post(address(submission, "approve"), {
        "version": 1, "reason": "我的一大段意见", **SECRECY}))
    assert page.status == 409
    assert page.texts("//div[@id='refusal']/p") == [
        "稿件现在是“已批准待发布”,不能批准。", "审查人:钱保密", "审查编号:保审〔2026〕9号",
        "您写的意见:我的一大段意见"]


def test_a_bad_time_keeps_the_panel_open(cast):
    submission = casting.in_state(cast, State.APPROVED, at=NOW)
    page = Page(client_of(cast.officer).post(address(submission, "schedule"), {"version": 1, "publish_at": "明天"}))
    assert page.status == 409
    assert page.texts("//details[@open]/summary") == ["定时发布"]
    assert page.value("publish_at") == "明天"


def test_a_recorded_secrecy_review_is_shown_and_not_asked_again(cast):
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    actions.record_secrecy(submission=submission, findings=casting.SECRECY, by=cast.supervisor, at=NOW)
    page = see(cast.supervisor, address(submission))
    assert page.texts("//section[@aria-labelledby='secrecy']//dd")[:3] == ["一般工作动态", "钱保密", "保审〔2026〕7号"]
    assert page.root.xpath("//*[@name='conclusion']") == []


def test_restoring_is_offered_to_who_may_write(cast):
    submission = casting.in_state(cast, State.PUBLISHED, at=NOW)
    post = Post.objects.get(user=cast.drafter, role=Role.DRAFTER)
    actions.start_correction(article=submission.article, by=cast.drafter, at=NOW)
    correction = actions.save_draft(submission=Submission.objects.get(is_correction=True), version=1,
                                    content={"title": "更正"}, by=cast.drafter, at=NOW)
    assert see(cast.drafter, address(correction)).texts("//button[starts-with(.,'恢复')]") == ["恢复第 1 稿"]
    column_actions.dismiss(post=post, by=cast.site_admin, at=NOW)
    column_actions.appoint(user=cast.drafter, site=cast.county, role=Role.SUPERVISOR, columns=[cast.home],
                           by=cast.site_admin, at=NOW)
    assert see(cast.drafter, address(correction)).texts("//button[starts-with(.,'恢复')]") == []
