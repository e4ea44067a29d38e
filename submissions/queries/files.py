"""Files of live articles."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from submissions.enums import AttachmentKind
from submissions.models import Article, ArticleAttachment, Attachment


def articles_showing(attachment: Attachment) -> QuerySet:
    """Numbers of the live articles that list the file, show it in their text or have it as their picture."""
    shown = Article.objects.filter(Q(picture=attachment) | Q(article_attachments__attachment=attachment))
    return shown.live().order_by("pk").values_list("pk", flat=True).distinct()


def public_pictures() -> QuerySet[Attachment]:
    """Pictures of live articles, of any site."""
    live = Article.objects.live()
    in_text = ArticleAttachment.objects.filter(attachment=OuterRef("pk"), article__in=live)
    return Attachment.objects.filter(
        Exists(in_text) | Exists(live.filter(picture=OuterRef("pk"))), kind=AttachmentKind.PICTURE).order_by("pk")
