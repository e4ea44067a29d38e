"""Another website's article on its way into the desk: rule made, tried, run by the clock, taken, submitted."""

import re

import pytest
from django.utils import timezone

from submissions import beat
from submissions.models import HarvestItem, Submission
from tests.journeys.conftest import NARROW
from tests.submissions.harvest.source import TITLES, serving


@pytest.fixture
def source(settings):
    settings.FETCH_POLICY = "tests.submissions.harvest.source.LOOPBACK"
    with serving() as site:
        yield site


def test_a_rule_is_made_tried_and_run_and_its_article_taken_and_submitted(house, cast, source, axe):
    page = house.sign_in(cast.officer)
    page.get_by_role("link", name="抓取规则").first.click()
    page.get_by_role("link", name="新增抓取规则").wait_for()
    axe(page)
    page.get_by_role("link", name="新增抓取规则").click()
    page.wait_for_url(re.compile(r"/add/$"))
    page.fill("#id_name", "某站动态")
    page.select_option("#id_column", str(cast.headlines.pk))
    page.fill("#id_address", source.url("/list.html"))
    page.fill("#id_item_selector", ".list li")
    axe(page)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="试抓").click()
    trial = opened.value
    trial.get_by_role("heading", name="第一篇文章").wait_for()
    assert TITLES["gbk"] in trial.inner_text("main")
    axe(trial)
    trial.close()
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(re.compile(r"/harvestrule/$"))

    assert beat.harvest_due(at=timezone.now()) == 1
    page.goto(house.url(cast.portal, "/admin/"))
    page.get_by_role("link", name="待选用 3 篇").click()
    page.get_by_role("link", name=TITLES["gb18030"]).wait_for()
    axe(page)
    page.get_by_role("link", name=TITLES["gb18030"]).click()
    page.get_by_role("button", name="选用,成为草稿").wait_for()
    axe(page)
    picture = page.locator(".paper img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="选用,成为草稿").click()
    page.wait_for_url(re.compile(r"/change/$"))
    page.get_by_role("button", name="保存并提交").click()
    page.wait_for_url(re.compile(r"/review/$"))
    made = Submission.objects.get()
    assert (made.title, made.drafter, made.state) == (TITLES["gb18030"], cast.officer, "officer_review")
    assert HarvestItem.objects.get(submission=made).closed_by == cast.officer
