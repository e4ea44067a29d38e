"""Articles as lists and pages show them: texts ready to print, nothing left to compute."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from portal.queries.links import Cluster, Link
from portal.queries.outline import Outline
from publishing import tags
from submissions.enums import Validity
from submissions.models import Article, Attachment

VALIDITY_MARKS = {Validity.VALID: "ok", Validity.AMENDED: "warn", Validity.REPEALED: "hot", Validity.EXPIRED: "hot"}
"""CSS class of the tag that shows a document's validity."""


@dataclass(frozen=True)
class Moment:
    """A time as pages show it: `minute` is `YYYY-MM-DD HH:MM` (国办发〔2017〕47号), `iso` for machines."""

    iso: str
    day: str
    minute: str

    @classmethod
    def of(cls, at: datetime) -> "Moment":
        local = timezone.localtime(at)
        return cls(local.isoformat(timespec="seconds"), f"{local:%Y-%m-%d}", f"{local:%Y-%m-%d %H:%M}")


@dataclass(frozen=True)
class Picture:
    """`srcset` names its smaller copies; a small picture and one that moves have none."""

    url: str
    alt: str
    width: int | None
    height: int | None
    srcset: str

    @classmethod
    def of(cls, attachment: Attachment) -> "Picture":
        srcset = ", ".join(f"{attachment.variant_address(width)} {width}w" for width in attachment.widths)
        return cls(attachment.address, attachment.alt, attachment.width, attachment.height, srcset)


@dataclass(frozen=True)
class Mark:
    """A small label with a meaning: `kind` is ok, warn or hot."""

    text: str
    kind: str

    @classmethod
    def of_validity(cls, article: Article) -> "Mark | None":
        if not article.validity:
            return None
        return cls(gettext(article.get_validity_display()), VALIDITY_MARKS.get(article.validity, ""))


@dataclass(frozen=True)
class Row:
    """An article in a list. `explained` leads to the interpretations of a document."""

    title: str
    url: str
    published: Moment
    column: Link | None
    summary: str
    source: str
    number: str
    validity: Mark | None
    picture: Picture | None = None
    explained: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Block:
    """A headed list: of a column, or (no `url`) of articles that belong together."""

    title: str
    url: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Reader:
    """Makes rows for one visit."""

    outline: Outline
    cluster: Cluster
    made: dict[int, Row] = field(default_factory=dict)

    def row(self, article: Article, *, picture: bool = False, explained: tuple[Link, ...] = ()) -> Row:
        """A plain row is made once for all pages of this visit."""
        tags.shows(tags.article(article.pk))
        if picture or explained:
            return self._row(article, picture=picture, explained=explained)
        if article.pk not in self.made:
            self.made[article.pk] = self._row(article)
        return self.made[article.pk]

    def _row(self, article: Article, *, picture: bool = False, explained: tuple[Link, ...] = ()) -> Row:
        column = self.outline.by_id.get(article.column_id)
        return Row(
            title=article.title, url=self.cluster.article(article) or "", published=Moment.of(article.published_at),
            column=Link(column.name, column.address) if column else None, summary=article.summary,
            source=article.source or self.cluster.visit.site.name, number=article.document_number,
            validity=Mark.of_validity(article), explained=explained,
            picture=Picture.of(article.picture) if picture and article.picture_id else None,
        )

    def rows(self, articles: Iterable[Article]) -> tuple[Row, ...]:
        """Rows of the articles that can be reached; one on a site that does not run is left out."""
        return tuple(row for row in map(self.row, articles) if row.url)

    def rows_of(self, numbers: Iterable[int], articles: dict[int, Article]) -> tuple[Row, ...]:
        return self.rows(articles[number] for number in numbers if number in articles)
