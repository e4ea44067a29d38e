"""The metadata table of a disclosure document (公文元数据)."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

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
        ("索引号", article.index_number), ("分类", ";".join(filter(None, [article.topic, article.genre]))),
        ("发文机关", article.issuer), ("成文日期", in_words(article.written_on)),
        ("发文字号", article.document_number), ("发布日期", in_words(published)), ("主题词", article.subject_words),
    )
    cells = [MetadataCell(name, text) for name, text in facts if text]
    rows = [tuple(cells[start:start + 2]) for start in range(0, len(cells), 2)]
    if len(rows[-1]) == 1:
        rows[-1] = (wide(rows[-1][0]),)
    validity = Mark.of_validity(article)
    if validity:
        rows.append((MetadataCell("有效性", "", is_wide=True, mark=validity),))
    return tuple(map(MetadataRow, rows))


def wide(cell: MetadataCell) -> MetadataCell:
    return MetadataCell(cell.name, cell.text, is_wide=True)


def in_words(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
