"""Makes the pictures of README.md and of the user guides from the demo cluster: `python docs/screenshots.py`.

Builds the demo in a temporary folder, serves it on a free port, walks through it with Debian's Chromium as the people
of the guides do, and writes `docs/images/` and `docs/guide/images/`. Takes about four minutes; leaves nothing behind.
(Without Debian's `chromium-l10n` the browser's own words, such as “Choose File”, are English in the pictures.)
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from docx import Document
from docx.shared import Pt
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parent
MANAGE = DOCS.parent / "manage.py"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--lang=zh-CN",
             "--force-color-profile=srgb", "--font-render-hinting=none"]
PASSWORD = f"Demo-{secrets.token_hex(8)}"
CITY = ZoneInfo("Asia/Shanghai")
PATIENCE_SECONDS = 60
LARGEST_BYTES = 200_000

WIDTH, HEIGHT, TALL = 1280, 900, 1200
PHONE = {"width": 390, "height": 844}

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTICE = "关于开展夏季用电安全检查的通知"
NOTICE_LINES = (
    "各街道办事处、各镇人民政府，区政府各部门：",
    "入夏以来用电负荷持续升高。为预防火灾事故，决定对老旧小区、集贸市场和在建工地开展用电安全检查。现将有关事项通知如下。",
    "一、检查范围。建成二十年以上的住宅小区、全部集贸市场、工期超过三个月的在建工地。",
    "二、检查内容。线路有无老化破损，配电箱是否上锁，有无私拉乱接，电动自行车是否在楼道充电。",
    "三、时间安排。即日起自查十日；区应急管理局随后抽查，结果向社会公布。",
    "四、整改要求。能够当场整改的立即整改；不能当场整改的，写明责任人和完成日期，在小区公示栏公布。",
    "五、联系方式。检查中遇到问题，请在工作日拨打0000-3012345，区应急管理局二十四小时内答复。",
)


# --- the cluster --------------------------------------------------------------------------------------------------


@contextmanager
def demo() -> Iterator[int]:
    """A demo cluster of its own; yields its port."""
    with tempfile.TemporaryDirectory(prefix="zhanqun-pictures-") as folder:
        environment = os.environ | {"DATA_DIR": folder, "DEMO_PASSWORD": PASSWORD, "DATABASE_URL": "", "REDIS_URL": ""}
        subprocess.run([sys.executable, MANAGE, "demo", "--no-serve"], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        port = free_port()
        server = subprocess.Popen([sys.executable, MANAGE, "demo", "--port", str(port)], env=environment,
                                  stdout=subprocess.DEVNULL)
        try:
            wait_for(server, port)
            yield port
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(server: subprocess.Popen, port: int) -> None:
    """Until the server answers. `*.localhost` is known to browsers alone, so the host is named in the header."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", "/", headers={"Host": f"yunzhou.localhost:{port}"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
        finally:
            connection.close()
    sys.exit("The demo did not start.")


# --- the camera ---------------------------------------------------------------------------------------------------


class Camera:
    """A browser on the demo: visitors, people at the desk, and pictures of what they see."""

    def __init__(self, browser: Browser, port: int):
        self.browser, self.port = browser, port

    def url(self, slug: str, path: str = "/") -> str:
        return f"http://{slug}.localhost:{self.port}{path}"

    def desk(self, path: str = "") -> str:
        return self.url("yunzhou", f"/admin/{path}")

    def visitor(self, *, height: int = HEIGHT, phone: bool = False) -> Page:
        size = PHONE if phone else {"width": WIDTH, "height": height}
        context = self.browser.new_context(
            locale="zh-CN", timezone_id=CITY.key, viewport=size, reduced_motion="reduce",
            device_scale_factor=2 if phone else 1)
        return context.new_page()

    def person(self, username: str, **options) -> Page:
        """Somebody who has signed in and sees the start page."""
        page = self.visitor(**options)
        page.goto(self.desk())
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        press(page, "登录")
        page.wait_for_url(self.desk())
        return page

    def take(self, page: Page, name: str, *, height: int = 0) -> None:
        """Keep what the page shows as a small PNG. `height` cuts off the empty rest."""
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
        if height:
            shot = shot.crop((0, 0, shot.width, height))
        path = DOCS / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        for colours in (256, 128, 64, 32):
            shot.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
            if path.stat().st_size <= LARGEST_BYTES:
                return

    def guide(self, page: Page, name: str, *, height: int = 0) -> None:
        self.take(page, f"guide/images/{name}", height=height)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name).first.click()


def write(page: Page, lines: tuple[str, ...]) -> None:
    """Type paragraphs into the editor, and leave it: it grows with its text, and buttons move while it does."""
    page.frame_locator("#id_body_ifr").locator("body").click()
    for number, line in enumerate(lines):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(line)
    page.locator("#id_title").focus()
    page.get_by_text("已自动保存").wait_for()


def save(page: Page, button: str = "保存草稿") -> None:
    with page.expect_navigation():
        press(page, button)


def fill_secrecy(page: Page) -> None:
    page.check("[name=conclusion][value=public]")
    page.select_option("[name=ground]", "statutory")
    page.fill("[name=reviewer]", "临守密")
    page.fill("[name=number]", "保审〔2026〕127号")
    page.locator("[name=number]").blur()


# --- what the pictures show ---------------------------------------------------------------------------------------


def public_pages(camera: Camera) -> None:
    portal = camera.visitor()
    portal.goto(camera.url("yunzhou"))
    camera.take(portal, "images/portal")
    county = camera.visitor(phone=True)
    county.goto(camera.url("linhe"))
    camera.take(county, "images/phone")


def doors(camera: Camera) -> None:
    """Signing in, and the start page of each role."""
    stranger = camera.visitor()
    stranger.goto(camera.desk())
    camera.guide(stranger, "sign-in", height=560)
    for role in ("drafter", "officer", "supervisor"):
        camera.guide(camera.person(f"linhe-{role}"), f"start-{role}")
    camera.guide(camera.person("linhe-admin"), "start-admin", height=480)
    camera.guide(camera.person("bureau"), "start-bureau")
    camera.guide(camera.person("admin"), "start-platform", height=480)


def drafting(camera: Camera) -> str:
    """A notice is written, refused while incomplete, and submitted. Returns the path of its review page."""
    page = camera.person("linhe-drafter", height=TALL)
    follow(page, "写稿件")
    page.locator("#id_column").select_option(
        page.locator("#id_column option", has_text="通知公告").first.get_attribute("value"))
    page.fill("#id_title", NOTICE)
    page.fill("#id_source", "区应急管理局")
    page.fill("#id_summary", "对老旧小区、集贸市场和在建工地开展用电安全检查。")
    write(page, NOTICE_LINES)
    page.locator("#id_title").blur()
    page.evaluate("scrollTo(0, 0)")
    camera.guide(page, "writing")
    page.fill("#id_source", "")
    save(page, "保存并提交")
    camera.guide(page, "not-submitted")
    page.fill("#id_source", "区应急管理局")
    save(page, "保存并提交")
    camera.guide(page, "submitted")
    return page.url.split("/admin/")[1]


def importing(camera: Camera) -> None:
    """Two Word files, of the demo's own words, become drafts; one is opened."""
    page = camera.person("linhe-drafter")
    page.goto(camera.desk("submissions/submission/import/"))
    page.locator("#id_column").select_option(
        page.locator("#id_column option", has_text="通知公告").first.get_attribute("value"))
    files = {"防汛值守通知.docx": ("关于做好主汛期防汛值守工作的通知", "临政办发〔2026〕31号", "临河区人民政府办公室"),
             "供水检修公告.docx": ("关于城东片区供水管道检修的公告", "", "临河区水务局")}
    page.set_input_files("#id_files", [
        {"name": name, "mimeType": DOCX, "buffer": word_file(*texts)} for name, texts in files.items()])
    press(page, "导入")
    page.locator("[data-results] a").nth(1).wait_for()
    camera.guide(page, "word-import", height=640)
    page.locator("[data-results] a").first.click()
    page.frame_locator("#id_body_ifr").locator("body").wait_for()
    page.evaluate("scrollTo(0, 0)")
    camera.guide(page, "word-compare")


def word_file(title: str, number: str, organ: str) -> bytes:
    left, centre, right = 0, 1, 2
    document, file = Document(), BytesIO()
    for text, alignment in (
        (number, centre), (title, centre), ("各乡镇人民政府，各街道办事处：", left),
        ("　　为保障群众安全，现就有关事项通知如下，请抓好落实。", left), (organ, right), ("2026年6月12日", right),
    ):
        if text:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(text)
            paragraph.alignment, run.font.size = alignment, Pt(22 if text == title else 16)
    document.save(file)
    return file.getvalue()


def mishaps(camera: Camera) -> None:
    """A returned manuscript, two people at once, a closed tab."""
    mine, theirs = camera.person("linhe-drafter"), camera.person("linhe-officer")
    follow(mine, "居住证签注办事指南")
    camera.guide(mine, "returned")
    theirs.goto(mine.url)
    for page, words in ((theirs, "居住证签注办事指南（三楼窗口）"), (mine, "居住证签注办事指南（区政务大厅三楼）")):
        page.fill("#id_title", words)
        save(page)
    camera.guide(mine, "two-at-once")
    save(mine)
    mine.fill("#id_title", "居住证签注办事指南（写了一半）")
    mine.locator("#id_title").blur()
    mine.get_by_text("已自动保存").wait_for()
    again = camera.person("linhe-drafter")
    again.goto(mine.url)
    camera.guide(again, "unsaved-found")


def reviewing(camera: Camera, review: str) -> None:
    """The officer sends one back and passes another; the supervisor is too late once, then approves."""
    officer = camera.person("linhe-officer")
    officer.goto(camera.desk(review))
    camera.guide(officer, "review-officer")
    officer.locator("summary", has_text="退回").click()
    officer.fill("#send-back-reason", "“即日起”请写成具体日期；第三条补上自查表的下载办法。")
    officer.evaluate("scrollTo(0, 0)")
    camera.guide(officer, "send-back")
    officer.goto(camera.desk(review))
    save(officer, "审核通过")

    supervisor, drafter = camera.person("linhe-supervisor", height=TALL), camera.person("linhe-drafter")
    supervisor.goto(camera.desk(review))
    fill_secrecy(supervisor)
    camera.take(supervisor, "images/review")
    camera.guide(supervisor, "review-supervisor")
    phone = camera.person("linhe-supervisor", phone=True)
    camera.guide(phone, "phone-start")
    phone.goto(camera.desk(review))
    camera.guide(phone, "phone-review")
    drafter.goto(camera.desk(review))
    save(drafter, "收回")
    supervisor.bring_to_front()
    save(supervisor, "批准")
    camera.guide(supervisor, "refused", height=HEIGHT)


def several_at_once(camera: Camera) -> None:
    """Batch approval on the portal, whose supervisor has several manuscripts to decide on."""
    page = camera.person("yunzhou-supervisor")
    page.goto(camera.desk("submissions/submission/?queue=waiting"))
    for box in page.locator("input.action-select").all():
        box.check()
    page.select_option("select[name=action]", "batch_approve")
    camera.guide(page, "list-chosen", height=460)
    save(page, "执行")
    for number, part in enumerate(page.locator("fieldset.line").all(), 58):
        part.locator("select").select_option(index=1)
        part.locator("input[name$=reviewer]").fill("云守密")
        part.locator("input[name$=number]").fill(f"保审〔2026〕{number}号")
    page.evaluate("document.activeElement.blur()")
    camera.guide(page, "batch", height=600)
    page.goto(camera.desk("submissions/submission/?queue=to_publish"))
    follow(page, "市政府研究部署岁修桥梁和隧道安全检查")
    page.locator("summary", has_text="定时发布").click()
    page.fill("[name=publish_at]", f"{datetime.now(CITY) + timedelta(days=1):%Y-%m-%d}T09:00")
    page.evaluate("scrollTo(0, 0)")
    camera.guide(page, "schedule")


def published(camera: Camera) -> None:
    """An article, its correction compared, and the way of a withdrawal to the public page that is gone."""
    page = camera.person("linhe-officer")
    page.goto(camera.desk("submissions/article/"))
    page.locator("#result_list tbody a").first.click()
    camera.guide(page, "article")
    public = page.get_by_role("link", name="公众页面").get_attribute("href")
    follow(page, "申请撤稿")
    page.select_option("[name=reason_type]", "personal_data")
    page.fill("[name=reason]", "附件名单里有申请人的身份证号和手机号。")
    camera.guide(page, "withdrawal-request", height=620)
    save(page, "提交申请")
    bureau = camera.person("bureau")
    bureau.goto(page.url)
    camera.guide(bureau, "withdrawal-decision")
    save(bureau, "同意,立即撤下")
    while not bureau.get_by_text("已核验").count():
        bureau.wait_for_timeout(1000)
        bureau.reload()
    camera.guide(bureau, "withdrawal-proved")
    visitor = camera.visitor()
    visitor.goto(public)
    camera.guide(visitor, "withdrawn", height=560)


def telling_everybody(camera: Camera) -> None:
    """A notice on every page of the cluster, and what people searched for."""
    page, today = camera.person("bureau"), datetime.now(CITY)
    page.goto(camera.desk("publishing/notice/add/"))
    page.select_option("[name=kind]", "urgent")
    page.fill("[name=text]", "今日18时起全市停水检修，预计明早6时恢复，请提前储水。")
    page.fill("[name=starts_at]", f"{today - timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    page.fill("[name=ends_at]", f"{today + timedelta(days=1):%Y-%m-%d}T06:00")
    camera.guide(page, "notice-form")
    save(page, "保存")
    visitor = camera.visitor()
    visitor.goto(camera.url("linhe"))
    camera.guide(visitor, "notice-banner", height=420)
    page.goto(camera.desk("publishing/searchlog/"))
    camera.guide(page, "search-log")


def searching(camera: Camera) -> None:
    page = camera.visitor()
    page.goto(camera.url("linhe", "/search/?q=燃气安全"))
    camera.take(page, "images/search")


def comparing(camera: Camera) -> None:
    """Two versions of a corrected article side by side."""
    page = camera.person("bureau")
    page.goto(camera.desk("submissions/submission/?state__exact=published&q=关于开展燃气管道入户安全检查的通告"))
    page.locator("#result_list tr", has=page.get_by_text("更正", exact=True)).locator("a").first.click()
    page.wait_for_url("**/review/")
    page.goto(page.url.replace("review", "compare") + "?old=2&new=3")
    page.locator(".paper.changes ins").first.scroll_into_view_if_needed()
    camera.guide(page, "compare")


def keeping(camera: Camera) -> None:
    """The screens of a site's administrator."""
    page = camera.person("linhe-admin")
    for name, path in (
        ("columns", "columns/column/"), ("column-form", "columns/column/add/"), ("posts", "sites/post/"),
        ("post-form", "sites/post/add/"), ("person-form", "sites/user/add/"), ("change-log", "sites/changelog/"),
    ):
        page.goto(camera.desk(path))
        camera.guide(page, name)
    page.locator("#result_list tbody a").first.click()
    camera.guide(page, "change-log-entry", height=640)
    page.goto(camera.desk("sites/site/"))
    page.locator("#result_list tbody a").first.click()
    camera.guide(page, "site-settings")
    platform = camera.person("admin", height=TALL)
    platform.goto(camera.desk("sites/site/add/"))
    camera.guide(platform, "site-new")


def main() -> None:
    with demo() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        camera = Camera(browser, port)
        public_pages(camera)
        searching(camera)
        doors(camera)
        review = drafting(camera)
        mishaps(camera)
        reviewing(camera, review)
        several_at_once(camera)
        comparing(camera)
        published(camera)
        keeping(camera)
        telling_everybody(camera)
        importing(camera)
        browser.close()


if __name__ == "__main__":
    main()
