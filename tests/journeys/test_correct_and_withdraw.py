"""A live article: corrected under review while it stays up, then taken down by two persons; the public sees each."""

from playwright.sync_api import expect

from submissions.models import Submission
from tests import cast as casting
from tests.cast import SECRECY


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_a_correction_and_a_take_down(house, cast):
    live = casting.article(cast)
    address = house.url(cast.county, live.address)
    public = house.visitor()
    public.goto(address)
    expect(public.locator("h1")).to_have_text("防汛工作部署会召开")

    drafter = house.sign_in(cast.drafter)
    drafter.goto(house.url(cast.portal, f"/admin/submissions/article/{live.pk}/page/"))
    press(drafter, "更正")
    drafter.fill("#id_title", "防汛工作部署会今天召开")
    press(drafter, "保存并提交")
    expect(drafter.get_by_text("已提交", exact=False).first).to_be_visible()
    public.goto(address)
    expect(public.locator("h1")).to_have_text("防汛工作部署会召开")

    correction = Submission.objects.get(is_correction=True)
    officer = house.sign_in(cast.officer)
    officer.goto(house.url(cast.portal, f"/admin/submissions/submission/{correction.pk}/review/"))
    officer.get_by_role("tab", name="与线上文章的不同").first.click()
    expect(officer.locator("ins").first).to_have_text("今天")
    press(officer, "审核通过")
    expect(officer.get_by_text("已审核通过", exact=False).first).to_be_visible()
    casting.submission_actions.approve(submission=correction, by=cast.supervisor, at=casting.timezone.now(),
                                       secrecy=SECRECY)
    officer.reload()
    press(officer, "发布更正")
    expect(officer.get_by_text("已发布", exact=False).first).to_be_visible()
    public.goto(address)
    expect(public.locator("h1")).to_have_text("防汛工作部署会今天召开")

    officer.goto(house.url(cast.portal, f"/admin/submissions/article/{live.pk}/withdrawal/"))
    officer.select_option("select[name=reason_type]", "published_in_error")
    officer.fill("textarea[name=reason]", "会议时间有误,重新核对后再发。")
    press(officer, "提交申请")
    expect(officer.get_by_text("等待另一人审查", exact=False).first).to_be_visible()
    supervisor = house.sign_in(cast.supervisor)
    supervisor.get_by_role("link", name="防汛工作部署会今天召开").first.click()
    press(supervisor, "同意,立即撤下")
    expect(supervisor.get_by_text("已撤下文章", exact=False).first).to_be_visible()

    answer = public.goto(address)
    assert answer.status == 410
    assert "防汛" not in public.locator("body").inner_text()
    public.goto(house.url(cast.county, "/xwzx/lhyw/"))
    assert "防汛" not in public.locator("main").inner_text()
