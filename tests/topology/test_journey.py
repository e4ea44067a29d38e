"""From the desk to the public and back, in a browser, through every part of production."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.cast import PASSWORD
from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.topology.parts import until
from tests.topology.sight import comes_up, goes_away, stands, where
from tests.topology.visitor import Officer

TITLE = "关于开展城市内涝隐患排查的通知"
SEARCH = f"/search/?q={quote(TITLE[4:10])}"


@pytest.fixture
def people(cluster):
    """Signs somebody in, in a browser of their own."""
    port = cluster.ports["https"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)

        def sign_in(username: str):
            page = browser.new_context(locale="zh-CN", ignore_https_errors=True).new_page()
            page.goto(f"https://yunzhou.localhost:{port}/admin/login/?next=/admin/")
            page.fill("[name=username]", username)
            page.fill("[name=password]", PASSWORD)
            page.click("form:has([name=password]) [type=submit]")
            page.wait_for_url(f"https://yunzhou.localhost:{port}/admin/")
            return page

        yield sign_in
        browser.close()


def press(page, name: str, answer: str) -> None:
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_text(answer, exact=False).first).to_be_visible()


def test_a_notice_is_written_reviewed_published_found_and_taken_down(cluster, visitor, people):
    for path in ("/", "/xwzx/", "/xwzx/lhyw/", "/feed.atom"):
        assert visitor.get(path).status == 200
    write(people("drafter"))
    officer = people("officer")
    officer.get_by_role("link", name=TITLE).first.click()
    press(officer, "审核通过", "已审核通过")
    assert where(visitor, TITLE) == []
    supervisor = people("supervisor")
    supervisor.get_by_role("link", name=TITLE).first.click()
    supervisor.check("input[name=conclusion][value=public]")
    supervisor.select_option("select[name=ground]", "statutory")
    supervisor.fill("input[name=reviewer]", "云保密")
    supervisor.fill("input[name=number]", "保审〔2026〕7号")
    press(supervisor, "批准并发布", "已批准")

    [(address, number)] = cluster.execute(
        "SELECT to_char(published_at AT TIME ZONE 'Asia/Shanghai', '/YYYY/MM/') || id || '.html', id"
        " FROM submissions_article WHERE title = %s", TITLE)
    assert stands(visitor, TITLE, address), where(visitor, TITLE, address)
    assert address in visitor.get(SEARCH).text

    officer.goto(f"https://yunzhou.localhost:{cluster.ports['https']}/admin/submissions/article/{number}/withdrawal/")
    officer.select_option("select[name=reason_type]", "published_in_error")
    officer.fill("textarea[name=reason]", "时间有误，核对后再发。")
    press(officer, "提交申请", "等待另一人审查")
    supervisor.goto(f"https://yunzhou.localhost:{cluster.ports['https']}/admin/")
    supervisor.get_by_role("link", name=TITLE).first.click()
    press(supervisor, "同意", "已撤下文章")
    goes_away(visitor, TITLE, address)
    assert address not in visitor.get(SEARCH).text
    assert not cluster.file(address).exists()


def write(page) -> None:
    page.get_by_role("link", name="写稿件").first.click()
    page.select_option("#id_column", label=page.locator("#id_column option", has_text="临河要闻").first.inner_text())
    page.fill("#id_title", TITLE)
    page.fill("#id_source", "临河区应急管理局")
    body = page.frame_locator("#id_body_ifr").locator("body")
    body.click()
    body.type("请各单位在月底前完成排查。")
    page.get_by_role("button", name="保存并提交").click()
    page.wait_for_url(re.compile(r"/review/$"))


def test_a_file_of_a_manuscript_is_sent_by_nginx_to_who_may_see_it_alone(cluster, acting, visitor):
    """X-Accel-Redirect: Django decides, nginx sends."""
    made = acting.bring_with_files("关于内部附件的稿件")
    number = made["table"].split("/")[2]
    answer = Officer(visitor, "officer").get(f"/admin/submissions/submission/file/{number}/")
    assert (answer.status, answer.text) == (200, "甲,乙\n1,2\n")
    assert answer.headers["cache-control"].startswith("private, no-store")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert [line for line in (cluster.folder / "web.log").read_text().splitlines()
            if f"/submission/file/{number}/" in line][-1].count('"status": 200') == 1
    assert visitor.get(made["table"]).status == 404
    assert visitor.get(f"/admin/submissions/submission/file/{number}/", host="yunzhou.localhost").status == 302


def test_a_scheduled_manuscript_goes_live_by_the_clock(cluster, acting, visitor):
    title = "定时发布的防汛预警"
    number = acting.bring("approved", title)
    acting.schedule(number, 1)
    rows = until(lambda: cluster.execute(
        "SELECT article_id FROM submissions_submission WHERE id = %s AND state = 'published'", number), "it is live")
    [(address,)] = cluster.execute(
        "SELECT to_char(published_at AT TIME ZONE 'Asia/Shanghai', '/YYYY/MM/') || id || '.html'"
        " FROM submissions_article WHERE id = %s", rows[0][0])
    comes_up(visitor, title, address)
