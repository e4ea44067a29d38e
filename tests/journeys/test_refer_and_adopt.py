"""An article goes up: referred, adopted, reviewed, on the portal; its source is corrected, and the portal follows."""

from django.utils import timezone
from playwright.sync_api import expect

from sites.enums import Role
from submissions import actions
from submissions.models import Referral, Submission
from tests import cast as casting
from tests.cast import SECRECY


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def appointed(cast, username: str, name: str, role: Role):
    person = casting.account(username, name, site=cast.portal, by=cast.outsider, at=timezone.now())
    casting.post(person, role, cast.portal, cast.portal_home, by=cast.outsider, at=timezone.now())
    return person


def reviewed(cast, submission: Submission, chief) -> None:
    """The portal's own three levels, after its author has submitted it."""
    at = timezone.now()
    submission = actions.pass_review(submission=submission, by=cast.outsider, at=at)
    actions.approve_and_publish(submission=submission, secrecy=SECRECY, by=chief, at=at)


def submit(page) -> None:
    press(page, "保存并提交")
    expect(page.get_by_text("已提交", exact=False).first).to_be_visible()


def test_from_a_county_to_the_portal_and_after_a_correction_again(house, cast):
    live = casting.article(cast, title="河堤加固完工")
    casting.channel(cast, wanted="附一张现场图片")
    editor_in_chief = appointed(cast, "chief", "钱总编", Role.SUPERVISOR)
    officer = house.sign_in(cast.officer)
    officer.goto(house.url(cast.portal, f"/admin/submissions/article/{live.pk}/page/"))
    officer.get_by_role("link", name="报送门户").click()
    officer.get_by_label("新闻中心").check()
    officer.fill("textarea[name=words]", "请门户采用。")
    press(officer, "报送")
    expect(officer.get_by_text("已报送到“新闻中心”。")).to_be_visible()

    editor = house.sign_in(appointed(cast, "editor", "孙编辑", Role.INFO_OFFICER))
    editor.get_by_role("link", name="河堤加固完工").first.click()
    expect(editor.get_by_text("请门户采用。")).to_be_visible()
    press(editor, "采用")
    expect(editor.locator("#id_title")).to_have_value("河堤加固完工")
    submit(editor)
    referral = Referral.objects.get()
    reviewed(cast, referral.adopted_as, editor_in_chief)

    officer.goto(house.url(cast.portal, f"/admin/submissions/referral/{referral.pk}/page/"))
    expect(officer.get_by_text("已发布", exact=False).first).to_be_visible()
    referral.refresh_from_db()
    own = referral.adopted_as.article
    public = house.visitor()
    public.goto(house.url(cast.portal, own.address))
    expect(public.locator("h1")).to_have_text("河堤加固完工")

    casting.correct(cast, live, title="河堤加固提前完工")
    editor.goto(house.url(cast.portal, "/admin/"))
    expect(editor.get_by_role("heading", name="采用过的原文有变动")).to_be_visible()
    editor.locator("section[aria-labelledby=source-changes] a").click()
    editor.get_by_role("tab", name="采用后原文的改动").click()
    expect(editor.locator("ins").first).to_have_text("提前")
    press(editor, "更正门户的文章")
    editor.fill("#id_title", "河堤加固提前完工")
    submit(editor)
    reviewed(cast, Submission.objects.get(site=cast.portal, is_correction=True), editor_in_chief)

    public.reload()
    expect(public.locator("h1")).to_have_text("河堤加固提前完工")
    editor.goto(house.url(cast.portal, "/admin/"))
    expect(editor.get_by_role("heading", name="采用过的原文有变动")).to_have_count(0)
