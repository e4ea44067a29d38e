"""Every public page in each of the reader's modes: sound for axe, nothing to scroll sideways, big enough to press."""

import pytest

from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.readers import MODES, furnish

SMALLEST = {"width": 320, "height": 640}
"""A small phone, and what is left of 1280 pixels at 400 % zoom."""

TOO_SMALL = """least => [...document.querySelectorAll("a, button, summary, input:not([type=hidden])")]
  .filter(target => !target.closest(".prose, .skip") && target.checkVisibility() && !target.matches(".skip"))
  .filter(target => { const box = target.getBoundingClientRect(); return box.height < least || box.width < least; })
  .map(target => `${target.textContent.trim() || target.id} ${Math.round(target.getBoundingClientRect().height)}`)"""

SMALL_PRINT = """least => [...document.querySelectorAll("body *")]
  .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(element => element.checkVisibility() && !element.closest(".sr, .skip"))
  .filter(element => parseFloat(getComputedStyle(element).fontSize) < least)
  .map(element => `${element.tagName} ${element.textContent.trim().slice(0, 20)}`)"""

CUT_OFF = """() => [...document.querySelectorAll("main *")]
  .filter(element => element.checkVisibility() && !element.closest(".sr, .scroll"))
  .filter(element => getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1)
  .map(element => element.textContent.trim().slice(0, 30))"""

STICKING_OUT = """() => [...document.querySelectorAll("body *")]
  .filter(element => element.getBoundingClientRect().right > innerWidth && !element.closest(".scroll"))
  .map(element => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 20)}`)"""

SHIFTS = """() => new Promise(resolve => {
  const found = [];
  const name = (node) => node ? `${node.nodeName} ${node.className} ${node.textContent.trim().slice(0, 20)}` : "";
  new PerformanceObserver(list => list.getEntries().forEach(
    entry => found.push([entry.value, entry.sources.map(source => name(source.node))])))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(found), 300);
})"""
"""How far things moved after they were painted, each time with what did."""


@pytest.fixture
def pages(cast):
    return furnish(cast)


def visit(house, page, site, path, mode):
    page.goto(house.url(site, path + MODES[mode]))


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(house, pages, axe, mode):
    page = house.visitor(viewport=NARROW)
    for site, path in pages.values():
        visit(house, page, site, path, mode)
        axe(page)


@pytest.mark.parametrize("mode", MODES)
def test_nothing_scrolls_sideways_or_is_cut_off_at_320_pixels(house, pages, mode):
    page = house.visitor(viewport=SMALLEST)
    for name, (site, path) in pages.items():
        visit(house, page, site, path, mode)
        page.evaluate("document.querySelectorAll('details').forEach(list => list.open = true)")
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, (name, page.evaluate(STICKING_OUT))
        assert page.evaluate(CUT_OFF) == [], name


SCROLLED = """frame => frame.scrollLeft > 0
    || new Promise(done => frame.addEventListener("scroll", () => done(true), {once: true}))"""
"""Asked of the page, not polled: Playwright's polling is refused by the Content-Security-Policy."""


def test_a_wide_table_scrolls_inside_its_frame_by_keyboard(house, pages):
    page = house.visitor(viewport=SMALLEST)
    visit(house, page, *pages["article"], "plain")
    frame = page.get_by_role("group", name="表格")
    frame.focus()
    page.keyboard.press("ArrowRight")
    assert frame.evaluate(SCROLLED)
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["desk", "phone"])
def test_elder_mode_is_one_column_of_18_points_with_targets_of_44_pixels(house, pages, viewport):
    page = house.visitor(viewport=viewport)
    for name, (site, path) in pages.items():
        visit(house, page, site, path, "elder")
        assert page.evaluate(SMALL_PRINT, 24) == [], name
        assert page.evaluate(TOO_SMALL, 44) == [], name
        assert page.locator("[data-setting=elder] .on").inner_text() in {"退出长者模式", "退出長者模式"}, name
        assert page.locator("aside.aside:visible, .band:visible, .lead-picture:visible, .drop:visible").count() == 0
    visit(house, page, *pages["portal"], "elder")
    headings = page.locator("main h2:visible").all_text_contents()
    assert headings == ["办事服务", "新闻中心", "公告"]


def test_a_setting_chosen_by_script_holds_on_kept_pages_and_is_left_again(house, pages):
    page = house.visitor()
    visit(house, page, *pages["portal"], "plain")
    page.get_by_role("link", name="长者模式").click()
    page.get_by_role("link", name="高对比").click()
    page.get_by_role("navigation", name="阅读设置").get_by_role("link", name="大").click()
    assert page.evaluate("document.documentElement.className") == "scripted speaks elder contrast size-large"
    assert page.url == house.url(*pages["portal"])
    page.goto(house.url(*pages["portal"][:1], "/map/"))
    assert page.evaluate("document.documentElement.className") == "scripted speaks elder contrast size-large"
    page.get_by_role("link", name="退出长者模式").click()
    assert page.evaluate("document.documentElement.className") == "scripted speaks contrast size-large"
    page.go_back()
    page.locator("html:not(.elder)").wait_for(state="attached")


@pytest.mark.parametrize("mode", ["plain", "elder"])
def test_nothing_moves_while_a_page_loads(house, pages, mode):
    page = house.visitor(viewport=NARROW)
    for cookie in ["elder"] if mode == "elder" else []:
        page.context.add_cookies([{"name": cookie, "value": "1", "url": house.url(site)} for site, _ in pages.values()])
    for name, (site, path) in pages.items():
        page.goto(house.url(site, path))
        assert page.evaluate("document.documentElement.classList.contains('elder')") == (mode == "elder")
        moved = page.evaluate(SHIFTS)
        assert sum(value for value, _ in moved) <= 0.01, (name, moved)
