"""What became of a document and what it did to others, each linked to the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from portal.queries.links import Cluster
from publishing import tags
from submissions.enums import Validity
from submissions.models import Article, ValidityChange

SUFFERED = {Validity.AMENDED: gettext_noop("本文件已被{document}修改。"),
            Validity.REPEALED: gettext_noop("本文件已被{document}废止。")}
DONE = {Validity.AMENDED: gettext_noop("本文件修改了{document}。"),
        Validity.REPEALED: gettext_noop("本文件废止了{document}。")}
TITLE = gettext_noop("《{title}》")


@dataclass(frozen=True)
class Standing:
    """A sentence with the other document in its middle; `url` only where it can be reached."""

    before: str
    title: str
    url: str
    after: str


def standing_of(article: Article, changes: Sequence[ValidityChange], cluster: Cluster) -> tuple[Standing, ...]:
    """The newest change of the document itself while it still holds, and what the document did to others."""
    own = [change for change in changes if change.article_id == article.pk][:1]
    suffered = [sentence(SUFFERED[change.validity], change.document, cluster) for change in own
                if change.validity in SUFFERED and change.validity == article.validity]
    done = [sentence(DONE[change.validity], change.article, cluster) for change in changes
            if change.document_id == article.pk and change.validity in DONE
            and change.validity == change.article.validity]
    return (*suffered, *done)


def sentence(pattern: str, other: Article, cluster: Cluster) -> Standing:
    tags.shows(tags.article(other.pk))
    before, _, after = gettext(pattern).partition("{document}")
    url = cluster.article(other) if other.is_live else ""
    return Standing(before, gettext(TITLE).format(title=other.title), url or "", after)
