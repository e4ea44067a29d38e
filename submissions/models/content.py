from django.db import models

from submissions.enums import Validity


class Content(models.Model):
    """What an author writes: shared by the manuscript, each of its revisions and the published article."""

    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文", blank=True)
    summary = models.CharField("摘要", max_length=300, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="用逗号隔开")
    source = models.CharField("来源", max_length=60, blank=True)
    author = models.CharField("作者", max_length=60, blank=True)
    picture = models.ForeignKey(
        "submissions.Attachment", models.PROTECT, verbose_name="题图", related_name="+", null=True, blank=True
    )
    document_number = models.CharField("发文字号", max_length=60, blank=True, help_text="例如 云政发〔2026〕14号")
    index_number = models.CharField("索引号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=60, blank=True)
    written_on = models.DateField("成文日期", null=True, blank=True)
    topic = models.CharField("主题分类", max_length=60, blank=True)
    genre = models.CharField("体裁", max_length=20, blank=True, help_text="例如 办法、意见、通知")
    subject_words = models.CharField("主题词", max_length=100, blank=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity, blank=True, default=Validity.NONE)
    interprets = models.ForeignKey(
        "submissions.Article", models.PROTECT, verbose_name="解读的文件", related_name="%(class)s_interpretations",
        null=True, blank=True,
    )

    CONTENT_FIELDS = (
        "title", "body", "summary", "keywords", "source", "author", "picture", "document_number", "index_number",
        "issuer", "written_on", "topic", "genre", "subject_words", "validity", "interprets",
    )

    class Meta:
        abstract = True

    @property
    def is_document(self) -> bool:
        """Carries the metadata of a disclosure document (shared rules §6)."""
        return bool(self.document_number or self.index_number)

    @property
    def content(self) -> dict:
        """Field → value of everything an author writes."""
        return {name: getattr(self, name) for name in self.CONTENT_FIELDS}

    def take_content(self, content: dict) -> None:
        """Set the given content fields; others stay."""
        for name, value in content.items():
            if name not in self.CONTENT_FIELDS:
                raise ValueError(f"{name} is not a content field")
            setattr(self, name, value)
