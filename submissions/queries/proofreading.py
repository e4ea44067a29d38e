"""检查: what is wrong in a text by the list of watched words, as it stands now."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from submissions.enums import WordCategory, WordSeverity
from submissions.models import Content, WatchedWord, WordListStamp
from submissions.proofreading import Hit, Matcher, Term
from submissions.sanitise import text_of

PLACES = {"title": "标题", "summary": "摘要", "body": "正文"}
AROUND = 14
ORDER = (WordSeverity.BLOCKING, WordSeverity.WARNING, WordSeverity.ADVICE)


@dataclass(frozen=True)
class Result:
    """One wrong word at one place. `nth` counts the same text in that field from 0: the editor finds it by that."""

    field: str
    place: str
    severity: str
    severity_label: str
    category: str
    before: str
    wrong: str
    after: str
    suggestion: str
    ground: str
    nth: int

    def as_json(self) -> dict:
        return asdict(self)


class Keeper:
    """The automaton of this process, with the stamp of the list that it was built from."""

    def __init__(self):
        self.kept: tuple[str | None, Matcher] | None = None

    def matcher(self) -> Matcher:
        """One query where nothing has changed. The stamp is read first: words newer than it mean one more building
        at the next question, never an old list."""
        token = WordListStamp.objects.values_list("token", flat=True).first()
        kept = self.kept
        if kept is None or kept[0] != token:
            kept = self.kept = token, Matcher(terms())
        return kept[1]


KEEPER = Keeper()


def terms() -> list[Term]:
    names = ("wrong", "suggestion", "ground", "severity", "category", "exceptions", "site_id")
    return [Term(*row[:5], tuple(row[5].splitlines()), row[6])
            for row in WatchedWord.objects.filter(is_active=True).values_list(*names)]


def check(texts: Mapping[str, str], *, site: int | None) -> list[Result]:
    """Wrong words of title, summary and body (HTML) for a site, gravest first. Milliseconds, whatever the list."""
    matcher = KEEPER.matcher()
    found = []
    for field in PLACES:
        text = text_of(texts.get(field, "")) if field == "body" else texts.get(field, "")
        found += [result(field, text, hit) for hit in matcher.find(text, site)]
    return sorted(found, key=lambda one: ORDER.index(one.severity))


def check_content(content: Content, *, site: int) -> list[Result]:
    return check({field: getattr(content, field) for field in PLACES}, site=site)


def result(field: str, text: str, hit: Hit) -> Result:
    term, nth = hit.term, 0
    before = text[max(0, hit.start - AROUND):hit.start].rpartition("\n")[2]
    after = text[hit.end:hit.end + AROUND].partition("\n")[0]
    place = text.find(term.wrong)
    while place < hit.start:
        nth, place = nth + 1, text.find(term.wrong, place + 1)
    return Result(
        field=field, place=PLACES[field], severity=term.severity, severity_label=WordSeverity(term.severity).label,
        category=WordCategory(term.category).label, before=before, wrong=term.wrong, after=after,
        suggestion=term.suggestion, ground=term.ground, nth=nth,
    )


def blocking_words(content: Content, *, site: int) -> str | None:
    """Before `submit`: the words that must be corrected first, and the ways out; None without any."""
    grave = [one for one in check_content(content, site=site) if one.severity == WordSeverity.BLOCKING]
    if not grave:
        return None
    pairs = dict.fromkeys(f"{one.place}“{one.wrong}”应为“{one.suggestion}”" for one in grave)
    return (f"有必须改正的写法:{';'.join(pairs)}。请打开稿件,按“检查”逐处改正后再提交;"
            "如果这里确实应当这样写,请联系大数据局把整句话列为例外。")
