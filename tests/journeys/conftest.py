"""A real browser against a live server: one visitor a page, the desk's own sign-in form, axe on demand."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from sites.models import Site, User
from tests.cast import PASSWORD, Cast

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE_MS = 30_000


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium. Where it is absent the journeys are skipped, but never on CI."""
    if not Path(CHROMIUM).exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Chromium is absent: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, which makes Django refuse its synchronous database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            yield browser
            browser.close()


@dataclass
class House:
    """The live server with the cast's sites, each under its own host name, and the people who visit them."""

    cast: Cast
    port: int
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def url(self, site: Site, path: str = "/") -> str:
        return f"http://{site.slug}.localhost:{self.port}{path}"

    def visitor(self, *, viewport: dict = WIDE, **options) -> Page:
        """A page of somebody new: no cookies, Chinese, the city's clock. Script errors and refusals of the
        Content-Security-Policy fail the test."""
        context = self.browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", viewport=viewport, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url} {error}"))
        page.on("console", lambda message: self._listen(page, message))
        return page

    def _listen(self, page: Page, message) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"{page.url} {message.text}")

    def sign_in(self, user: User, *, page: Page | None = None, password: str = PASSWORD) -> Page:
        """Through the sign-in page, as a person does; ends on the desk's start page."""
        page = page or self.visitor()
        page.goto(self.url(self.cast.portal, "/admin/login/?next=/admin/"))
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", password)
        page.click("form:has([name=password]) [type=submit]")
        page.wait_for_url(self.url(self.cast.portal, "/admin/"))
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def house(live_server, transactional_db, cast, browser):
    house = House(cast=cast, port=live_server.thread.port, browser=browser)
    yield house
    house.close()
    assert house.faults == []


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Asserts that axe finds no violation at all on the page."""
    runner = Axe()

    def check(page: Page) -> None:
        results = runner.run(page)
        assert results.violations_count == 0, results.generate_report()

    return check
