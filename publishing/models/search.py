"""What can be found, and the words the bureau and the public bring to it."""

from django.db import models
from django.db.models.functions import Lower

from sites.models import Site


class WordsField(models.TextField):
    """Words with their places and weights, written as PostgreSQL writes a tsvector: `'公告':1A,7 '通知':2A`.

    On PostgreSQL the column is a tsvector; elsewhere it is that text, and the embedded index is fed from it.
    """

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)


class SearchEntry(models.Model):
    """Something the public can find. The truth for both engines: without its row nothing is found any more.

    `kind` and `number` name the object in the app that registered it; `category` and `group` are that app's own words
    for what it is and where it stands.
    """

    site = models.ForeignKey(Site, models.CASCADE, verbose_name="站点", related_name="+")
    kind = models.CharField("类别", max_length=20)
    number = models.PositiveBigIntegerField("编号")
    path = models.CharField("地址", max_length=200)
    title = models.CharField("标题", max_length=200)
    title_key = models.CharField("标题(去标点)", max_length=200)
    document_key = models.CharField("文号", max_length=80, blank=True)
    text = models.TextField("正文", blank=True)
    file_text = models.TextField("附件文字", blank=True)
    category = models.CharField("分类", max_length=24, blank=True)
    group = models.PositiveBigIntegerField("所在", null=True)
    published_at = models.DateTimeField("发布时间")
    has_file = models.BooleanField("有附件", default=False)
    has_unread_file = models.BooleanField("附件待读", default=False)
    words = WordsField("词")
    title_words = WordsField("标题词")

    class Meta:
        verbose_name = verbose_name_plural = "可搜索内容"
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="search_entry_once")]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="search_newest"),
            models.Index(fields=["document_key"], name="search_document",
                         condition=~models.Q(document_key="")),
            models.Index(fields=["title_key"], name="search_title", opclasses=["text_pattern_ops"]),
            models.Index(fields=["kind", "group"], name="search_group"),
            models.Index(fields=["id"], name="search_unread", condition=models.Q(has_unread_file=True)),
        ]

    def __str__(self):
        return self.title


class StaleEntry(models.Model):
    """The embedded index has not yet heard of a change of this entry. Written in the change's own transaction.

    While a new index is built, what the old one has heard of is kept for the new one: `is_applied`.
    """

    entry = models.PositiveBigIntegerField()
    is_applied = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "待更新索引"


class FileText(models.Model):
    """What is written in a file, read once: files are known by their digest."""

    digest = models.CharField("指纹", max_length=80, unique=True)
    text = models.TextField("文字", blank=True)
    fault = models.CharField("未读出的原因", max_length=200, blank=True)
    read_at = models.DateTimeField("读取时间")

    class Meta:
        verbose_name = verbose_name_plural = "附件文字"


class SearchWord(models.Model):
    """A word that stands in something published: what a mistyped word or pinyin is compared with."""

    word = models.CharField("词", max_length=16, unique=True)
    sound = models.CharField("读音", max_length=100)
    initials = models.CharField("声母", max_length=16)
    last = models.CharField("末字", max_length=1)

    class Meta:
        verbose_name = verbose_name_plural = "词表"
        indexes = [
            models.Index(fields=["sound"], name="word_sound", opclasses=["text_pattern_ops"]),
            models.Index(fields=["initials"], name="word_initials"),
            models.Index(fields=["last"], name="word_last"),
        ]

    def __str__(self):
        return self.word


class Synonym(models.Model):
    """同义词: words that mean the same; whoever searches for one finds the others too."""

    terms = models.CharField("同义的词", max_length=200, help_text="两个以上,用顿号隔开,例如 医保、医疗保险")
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "同义词"
        ordering = ["terms"]

    def __str__(self):
        return self.terms


class StopWord(models.Model):
    """停用词: left out of a search that has other words."""

    word = models.CharField("词", max_length=16, help_text="例如 怎么、请问")
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "停用词"
        ordering = ["word"]
        constraints = [models.UniqueConstraint(Lower("word"), name="stop_word_once",
                                               violation_error_message="已有这个停用词。")]

    def __str__(self):
        return self.word


class SearchLog(models.Model):
    """搜索记录: what was searched for on a day from a site, and how much was found. Of the person nothing is kept."""

    site = models.ForeignKey(Site, models.CASCADE, verbose_name="站点", related_name="+")
    day = models.DateField("日期")
    text = models.CharField("搜索词", max_length=40)
    times = models.PositiveIntegerField("次数", default=1)
    found = models.PositiveIntegerField("找到(条)")
    in_title = models.BooleanField("见于标题", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "搜索记录"
        ordering = ["-day", "-times", "text"]
        constraints = [models.UniqueConstraint(fields=["site", "day", "text"], name="search_log_once")]
        indexes = [models.Index(fields=["day"], name="search_log_day")]

    def __str__(self):
        return self.text
