"""An article read aloud. Chromium has no Chinese voice here, so one that says nothing but when it is done stands in."""

import pytest

from tests.portal.making import publish

BODY = (
    "<h2>一、总则</h2><p>第一段。</p><ul><li><p>第一项</p></li><li>第二项</li></ul>"
    "<table><tbody><tr><th>名称</th><td>云桥</td></tr></tbody></table><p>末段。</p>"
)
VOICE = """(() => {
  const said = window.said = [];
  let current = null;
  class Utterance extends EventTarget {
    constructor(text) { super(); this.text = text; }
  }
  const engine = {
    getVoices: () => LANGUAGES.map(lang => ({lang, name: lang})),
    speak: utterance => { current = utterance; said.push([utterance.text, utterance.lang]); },
    cancel: () => {
      const ended = current;
      current = null;
      if (ended) ended.onerror({target: ended, error: "canceled"});
    },
  };
  window.finish = () => { const ended = current; current = null; ended.onend({target: ended}); };
  window.speaking = () => current !== null;
  Object.defineProperty(window, "speechSynthesis", {value: engine});
  window.SpeechSynthesisUtterance = Utterance;
})();"""


@pytest.fixture
def article(cast):
    return publish(cast.headlines, title="公告", body=BODY)


def listener(house, cast, article, languages='["en-US", "zh-CN"]'):
    page = house.visitor()
    page.add_init_script(VOICE.replace("LANGUAGES", languages))
    page.goto(house.url(cast.county, article.address))
    return page


def being_read(page):
    return page.locator(".being-read").all_inner_texts()


def test_title_and_paragraphs_are_read_and_marked_one_by_one(house, cast, article, axe):
    page = listener(house, cast, article)
    page.get_by_role("button", name="语音朗读").press("Enter")
    assert page.get_by_role("status").text_content() == "正在朗读"
    read = []
    while page.evaluate("speaking()"):
        read += being_read(page)
        page.evaluate("finish()")
    texts = ["公告", "一、总则", "第一段。", "第一项", "第二项", "名称 云桥", "末段。"]
    assert page.evaluate("said") == [[text, "zh-CN"] for text in texts]
    assert [" ".join(text.split()) for text in read] == texts
    assert being_read(page) == []
    assert page.get_by_role("status").text_content() == "朗读结束"
    axe(page)


def test_reading_pauses_goes_on_at_the_same_place_and_stops(house, cast, article):
    page = listener(house, cast, article)
    page.get_by_role("button", name="语音朗读").click()
    page.evaluate("finish()")
    page.get_by_role("button", name="暂停朗读").click()
    assert not page.evaluate("speaking()")
    assert being_read(page) == ["一、总则"]
    page.get_by_role("button", name="继续朗读").click()
    assert page.evaluate("said").pop() == ["一、总则", "zh-CN"]
    page.keyboard.press("Escape")
    assert not page.evaluate("speaking()")
    assert being_read(page) == []
    assert not page.get_by_role("button", name="停止朗读").is_visible()
    page.get_by_role("button", name="语音朗读").click()
    page.get_by_role("button", name="停止朗读").click()
    assert page.evaluate("document.activeElement.textContent") == "语音朗读"


def test_reading_ends_with_the_visit(house, cast, article):
    page = listener(house, cast, article)
    page.get_by_role("button", name="语音朗读").click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert not page.evaluate("speaking()")


def test_a_device_without_a_chinese_voice_says_so(house, cast, article):
    page = listener(house, cast, article, languages='["en-US"]')
    page.get_by_role("button", name="语音朗读").click()
    assert page.get_by_role("status").text_content() == "这台设备读不出中文，请先安装中文语音"
    assert page.evaluate("said") == []


def test_a_browser_without_speech_offers_none(house, cast, article):
    page = house.visitor()
    page.add_init_script("delete Window.prototype.speechSynthesis; delete window.speechSynthesis;")
    page.goto(house.url(cast.county, article.address))
    assert page.get_by_role("button", name="语音朗读").count() == 0
    assert page.get_by_role("button", name="打印").is_visible()
