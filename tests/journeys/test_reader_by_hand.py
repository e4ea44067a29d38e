"""Readers without a mouse, without script, without a screen: the same pages by keyboard, by links alone, on paper."""

import pytest

from tests.journeys.conftest import NARROW
from tests.journeys.readers import furnish

RINGS = """() => {
  const numbers = color => color.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const light = color => { const [r, g, b] = numbers(color).map(value => value / 255)
    .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const style = getComputedStyle(document.activeElement);
  const [one, other] = [light(style.outlineColor), light(style.boxShadow)].sort((a, b) => a - b);
  return {name: document.activeElement.textContent.trim(), width: parseFloat(style.outlineWidth),
          style: style.outlineStyle, contrast: (other + .05) / (one + .05)};
}"""
"""The element in focus: its two rings, and how they stand out from each other. One of two colours with a contrast of
9 to 1 stands out from any ground by 3 to 1."""


@pytest.fixture
def pages(cast):
    return furnish(cast)


@pytest.mark.parametrize("query", ["", "?contrast=1"])
def test_focus_is_seen_on_everything_a_tab_reaches(house, pages, query):
    page = house.visitor()
    site, path = pages["county"]
    page.goto(house.url(site, path + query))
    names = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(RINGS)
        assert seen["style"] == "solid" and seen["width"] >= 2, seen
        assert seen["contrast"] >= 9, seen
        names.append(seen["name"])
    assert names[:3] == ["跳到正文", "跳到导航", "跳到搜索"]
    assert "长者模式退出长者模式" in names


def test_skip_links_and_menus_work_by_keyboard(house, pages):
    page = house.visitor()
    page.goto(house.url(*pages["county"]))
    for name, target in (("跳到正文", "main"), ("跳到导航", "nav"), ("跳到搜索", "search-box")):
        page.get_by_role("link", name=name).focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == target
    menu = page.locator("details.drop").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.drop') !== null")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_everything_is_read_without_script(house, pages):
    page = house.visitor(viewport=NARROW, java_script_enabled=False)
    site, _ = pages["county"]
    page.goto(house.url(site))
    page.get_by_role("link", name="长者模式").click()
    assert page.url == house.url(site, "/?elder=1")
    assert page.locator("html").get_attribute("class") == "elder"
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="新闻中心").click()
    assert page.url == house.url(site, "/xwzx/?elder=1")
    page.get_by_role("navigation", name="翻页").get_by_role("link", name="较早").click()
    assert page.url == house.url(site, "/xwzx/page-2.html?elder=1")
    page.locator(".long a[href*='.html']").first.click()
    assert page.locator("h1").text_content() == "第40篇"
    assert page.get_by_role("button", name="语音朗读").count() == 0
    assert page.get_by_role("button", name="打印").count() == 0
    page.get_by_role("link", name="下一篇").click()
    assert page.locator("h1").text_content() == "第39篇"
    page.get_by_role("link", name="退出长者模式").click()
    assert page.locator("html").get_attribute("class") is None
    page.goto(house.url(*pages["article"]))
    assert page.get_by_role("table", name="绕行路线").is_visible()


def test_paper_has_the_article_its_source_its_date_and_its_address_alone(house, pages):
    page = house.visitor()
    site, path = pages["article"]
    page.goto(house.url(site, f"{path}?elder=1&contrast=1"))
    page.emulate_media(media="print")
    for outside in (".topbar", ".masthead", ".nav", ".crumbs", ".tools", ".foot", ".neighbours"):
        assert page.locator(f"{outside}:visible").count() == 0, outside
    text = page.locator("body").inner_text()
    for kept in ("临时交通管制的通告", "市政府办公室", "2026-11-18 12:00", "绕行路线", house.url(site, path)):
        assert kept in text
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.prose p')).color") == "rgb(0, 0, 0)"
