"""The metadata table of a disclosure document (公文元数据)."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from portal.queries.rows import Mark
from submissions.models import Article


@dataclass(frozen=True)
class MetadataCell:
    name: str
    text: str
    is_wide: bool = False
    mark: Mark | None = None


@dataclass(frozen=True)
class MetadataRow:
    cells: tuple[MetadataCell, ...]


def metadata_rows(article: Article) -> tuple[MetadataRow, ...]:
    """What is known of the document, two to a row; its validity on a row of its own. Empty for other articles."""
    if not article.is_document:
        return ()
    published = timezone.localdate(article.published_at)
    facts = (
        (gettext("索引号"), article.index_number),
        (gettext("分类"), gettext(";").join(filter(None, [article.topic, article.genre]))),
        (gettext("发文机关"), article.issuer), (gettext("成文日期"), in_words(article.written_on)),
        (gettext("发文字号"), article.document_number),
        (gettext("发布日期"), in_words(published)), (gettext("主题词"), article.subject_words),
    )
    cells = [MetadataCell(name, text) for name, text in facts if text]
    rows = [tuple(cells[start:start + 2]) for start in range(0, len(cells), 2)]
    if len(rows[-1]) == 1:
        rows[-1] = (wide(rows[-1][0]),)
    validity = Mark.of_validity(article)
    if validity:
        rows.append((MetadataCell(gettext("有效性"), "", is_wide=True, mark=validity),))
    return tuple(map(MetadataRow, rows))


def wide(cell: MetadataCell) -> MetadataCell:
    return MetadataCell(cell.name, cell.text, is_wide=True)


def in_words(day: date | None) -> str:
    """`2026年11月6日`, or as the site's language writes it."""
    return date_format(day, "DATE_FORMAT") if day else ""
