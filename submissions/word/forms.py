"""Forms of official documents (GB/T 9704-2012): how numbers, dates, organs and headings are written."""

import re
from datetime import date

from submissions.word.names import BLANKS

OPEN, CLOSE = "〔\\[［(（【", "〕\\]］)）】"
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
NUMBER = f"([\u4e00-\u9fff]{{2,14}})([{OPEN}])((?:19|20)[0-9]{{2}})[{CLOSE}]第?([0-9]{{1,4}})号"
NUMBER_LINE = re.compile(f"(?:文号|发文字号)?[:：]?[{OPEN}]?{NUMBER}[{CLOSE}]?(签发人[:：].*)?")
SMALL = "〇○零一二三四五六七八九"
VALUES = {character: str(max(at - 2, 0)) for at, character in enumerate(SMALL)}
DATE = f"([12][0-9]{{3}}|[{SMALL}]{{4}})年([0-9]{{1,2}}|[{SMALL}十]{{1,3}})月([0-9]{{1,2}}|[{SMALL}十]{{1,3}})日"
DATE_LINE = re.compile(DATE)
BRACKETED_DATE = re.compile(f"[(（]{DATE}[)）]")
ENDS = "政府|委员会|办公室|管委会|小组|领导组|联席会议|联合会|队|中心|公司|大学|学校|馆|委|局|厅|院|处|站|所|社|部|办"
ORGAN = re.compile(f"[\u4e00-\u9fff()（）、·]{{2,40}}(?:{ENDS})")
HEAD = re.compile(f"([\u4e00-\u9fff]{{2,40}}(?:{ENDS}))文件")
SECRECY = re.compile("(绝密|机密|秘密)(★.*)?")
HEAD_LINE = re.compile("[0-9]{6}|特急|加急|特提|平急|签发人[:：].*")
PRINTED = re.compile(f"(.*?){DATE}印发")
IMPRINT_LINE = re.compile("(抄送|抄报|分送|主送|主题词)[:：].*|[(（]?共印[0-9]+份[)）]?.*")
CHAPTER = re.compile(f"第[{SMALL}十百0-9]{{1,4}}(编|章|节)(.*)")
NUMBERED = re.compile(f"([{SMALL}十]{{1,3}}、|[(（][{SMALL}十]{{1,3}}[)）]).*")
ADDRESSEE = re.compile("[^。;；!！?？“”]{2,200}[:：]")
NO_ADDRESSEE = re.compile("如下|以下|包括|附件|注意|来源|记者|作者|据悉|指出|强调|要求[:：]|[一二三四五六七八九十]、")
ADDRESSED = re.compile("各|政府|委|局|办|厅|部门|单位|机构|企业|公司|学校|院|同志|中心|领导")
GENRES = tuple(
    "通知 意见 办法 规定 决定 公告 通告 报告 方案 批复 通报 细则 公报 条例 规划 函 纪要 解读 规则 计划".split()
)
GENRE = re.compile(f"({'|'.join(GENRES)})(?:[(（][^()（）]{{1,8}}[)）])?$")
"""A title's last word, before （试行） and the like."""
BYLINE = re.compile("(?:信息)?(?:来源|稿源)[:：]([^:：]{2,40}?)"
                    "(?:(?:作者|记者|撰稿|供稿)[:：]([^:：]{2,40}?))?(?:(?:发布)?(?:日期|时间)[:：].*)?")
CHINESE = "\u3001-\u9fff\uff01-\uff60“”"
GAP = re.compile(f"(?<=[{CHINESE}])[{BLANKS}]+(?=[{CHINESE}])")
WIDE_GAP = re.compile(f"(?<=[{CHINESE}]{{4}})[{BLANKS}]+(?=[{CHINESE}]{{4}})")


def squeezed(text: str) -> str:
    """The text without blanks and with plain digits: only its characters matter to the forms above."""
    return re.sub(f"[{BLANKS}]+", "", text).translate(DIGITS)


def joined(text: str) -> str:
    """The text in one line without the blanks by which Chinese characters are spaced out; one stays between names."""
    return " ".join(GAP.sub("", part) for part in WIDE_GAP.split(" ".join(text.split())))


def parsed_date(text: str) -> date | None:
    """The first date in a squeezed text, in either kind of digits; None when the calendar has no such day."""
    found = re.search(DATE, text)
    if found is None:
        return None
    year, month, day = (arabic(part) for part in found.groups()[:3])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def arabic(text: str) -> int:
    """2026, 二〇二六, 十一, 三十 as a number."""
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (arabic(tens) if tens else 1) * 10 + (arabic(ones) if ones else 0)
    return int("".join(VALUES[character] for character in text))
