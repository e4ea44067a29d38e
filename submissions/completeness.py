"""What a manuscript still lacks before it may be submitted. Half a manuscript may be saved; nothing half-done goes on.

Pure: reads the given objects only.
"""

from columns.enums import ColumnType
from columns.models import Column
from submissions.models.content import Content
from submissions.sanitise import pictures_without_alt, text_of

DOCUMENT_FIELDS = ("document_number", "issuer", "written_on", "topic", "genre", "validity")


def problems(content: Content, column: Column) -> list[str]:
    """Chinese sentences, each naming the field to fill; empty when the manuscript is complete."""
    found = []
    if not content.title.strip():
        found.append("请填写标题。")
    if not text_of(content.body).strip() and "<img" not in content.body:
        found.append("正文是空的。")
    if not content.source.strip():
        found.append("请填写来源(网页标签 ContentSource 必填)。")
    if content.picture_id and not content.picture.alt.strip():
        found.append("请为题图填写图片说明。")
    missing_alt = pictures_without_alt(content.body)
    if missing_alt:
        found.append(f"正文里有 {missing_alt} 张图片没有图片说明,读屏的人看不到它们。")
    if column.column_type == ColumnType.POLICY:
        labels = [str(content._meta.get_field(name).verbose_name) for name in DOCUMENT_FIELDS
                  if not getattr(content, name)]
        if labels:
            found.append(f"政策文件还缺:{'、'.join(labels)}。")
    if column.column_type == ColumnType.INTERPRETATION and content.interprets_id is None:
        found.append("解读稿件须选定“解读的文件”。")
    return found
