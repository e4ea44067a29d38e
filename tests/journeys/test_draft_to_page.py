"""The main job: a notice pasted from Word, two reviews, the public page; and a colleague of another county who never
saw it and could not."""

import re

import pytest
from django.utils import timezone

from sites.enums import Role
from submissions.models import Article, Submission
from tests import cast as casting
from tests.journeys.word import PASTE, as_word, document

NOW = timezone.now()
TITLE = "关于进一步加强政府网站信息内容建设的通知"


@pytest.fixture
def neighbour(cast):
    """The officer of another county, with every content role there."""
    site = casting.found(by=cast.platform_admin, at=NOW, slug="pingchuan", name="平川县人民政府", short_name="平川",
                         kind="county", identity_code="0000000003")
    person = casting.account("neighbour", "邻县信息员", site=site, by=cast.platform_admin, at=NOW)
    home = site.columns.get(parent=None)
    casting.column(home, "xwzx", "平川新闻", by=cast.platform_admin, at=NOW)
    for role in (Role.DRAFTER, Role.INFO_OFFICER, Role.SUPERVISOR):
        casting.post(person, role, site, home, by=cast.platform_admin, at=NOW)
    return person


def write(house, axe, paragraphs: list[str]) -> Submission:
    """The drafter pastes from Word, is told what is missing, and submits."""
    page = house.sign_in(house.cast.drafter)
    page.get_by_role("link", name="写稿件").first.click()
    page.select_option("#id_column", str(house.cast.notices.pk))
    page.fill("#id_title", TITLE)
    body = page.frame_locator("#id_body_ifr").locator("body")
    body.click()
    body.evaluate(PASTE, as_word(paragraphs))
    page.get_by_role("button", name="保存并提交").click()
    page.get_by_text("请填写来源", exact=False).first.wait_for()
    axe(page)
    page.fill("#id_source", "临河区大数据应用局")
    page.get_by_role("button", name="保存并提交").click()
    page.wait_for_url(re.compile(r"/review/$"))
    return Submission.objects.get()


def test_a_notice_goes_from_word_to_the_page_and_no_neighbour_sees_it(house, cast, neighbour, axe):
    paragraphs = document(1)
    submission = write(house, axe, paragraphs)
    assert "mso" not in submission.body
    assert "style=" not in submission.body

    officer = house.sign_in(cast.officer)
    axe(officer)
    officer.get_by_role("link", name=TITLE).first.click()
    axe(officer)
    officer.get_by_role("button", name="审核通过").click()
    officer.get_by_text("已审核通过", exact=False).first.wait_for()

    supervisor = house.sign_in(cast.supervisor)
    supervisor.get_by_role("link", name=TITLE).first.click()
    supervisor.check("input[name=conclusion][value=public]")
    supervisor.select_option("select[name=ground]", "statutory")
    supervisor.fill("input[name=reviewer]", "云保密")
    supervisor.fill("input[name=number]", "保审〔2026〕7号")
    supervisor.get_by_role("button", name="批准并发布").click()
    supervisor.get_by_text("已批准", exact=False).first.wait_for()

    article = Article.objects.get()
    stands_on_the_public_pages(house, cast, article, axe, paragraphs)
    is_nowhere_for(house, neighbour, submission, article)


def stands_on_the_public_pages(house, cast, article, axe, paragraphs) -> None:
    public = house.visitor()
    public.goto(house.url(cast.county))
    axe(public)
    public.goto(house.url(cast.county, "/xwzx/tzgg/"))
    axe(public)
    public.get_by_role("link", name=TITLE).first.click()
    public.wait_for_url(house.url(cast.county, article.address))
    axe(public)
    assert public.locator("h1").inner_text() == TITLE
    shown = "".join(public.locator(".prose").inner_text().split())
    assert [text for text in paragraphs if "".join(text.split()) not in shown] == []
    tags = {tag.get_attribute("name"): tag.get_attribute("content") for tag in public.locator("meta[name]").all()}
    published = timezone.localtime(article.published_at)
    expected = {
        "SiteName": "临河区人民政府", "SiteDomain": "linhe.localhost", "SiteIDCode": "0000000002",
        "ColumnName": "通知公告", "ColumnType": "工作动态", "ArticleTitle": TITLE,
        "PubDate": f"{published:%Y-%m-%d %H:%M}", "ContentSource": "临河区大数据应用局",
    }
    assert {name: tags.get(name) for name in expected} == expected


def is_nowhere_for(house, neighbour, submission, article) -> None:
    """No list, search, chooser or address of the desk shows it to the other county's officer."""
    page = house.sign_in(neighbour)

    def get(path: str) -> tuple[int, str]:
        return tuple(page.evaluate(
            "async (path) => { const r = await fetch(path); return [r.status, await r.text()]; }",
            f"/admin/{path}"))

    lists = [f"submissions/{name}/" for name in ("submission", "article", "withdrawal", "step")]
    searches = [f"{name}?q={TITLE[:6]}" for name in lists]
    chooser = "autocomplete/?app_label=submissions&model_name=submission&field_name=interprets&term=通知"
    found = {path: get(path) for path in ["", *lists, *searches, chooser]}
    assert {path: (status, TITLE in text) for path, (status, text) in found.items()} == dict.fromkeys(
        found, (200, False))
    one, other = f"submissions/submission/{submission.pk}/", f"submissions/article/{article.pk}/"
    addresses = [
        *(one + verb for verb in ("change/", "review/", "compare/", "delete/")),
        *(other + verb for verb in ("page/", "change/", "withdrawal/")),
        f"submissions/step/{submission.steps.first().pk}/change/",
    ]
    assert {path: get(path)[0] for path in addresses} == dict.fromkeys(addresses, 404)
