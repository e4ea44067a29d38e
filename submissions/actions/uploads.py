import logging
import os
import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from columns.queries import targets_for
from publishing import tags
from publishing.actions import announce
from sites.digest import matches
from sites.models import Site, User
from sites.rules import Refused
from submissions.enums import AttachmentKind
from submissions.models import Attachment
from submissions.queries import articles_showing
from submissions.scanning import scan
from submissions.uploads import UploadRefused, check, without_metadata
from submissions.uploads.variants import variant

log = logging.getLogger(__name__)


def upload(*, site: Site, file, name: str, by: User, at: datetime, alt: str = "") -> Attachment:
    """Keep an uploaded file after the checks of name, size, type by content and virus. Raises `UploadRefused`.

    A picture is kept in its full size without metadata: nobody learns from it where and by whom it was taken.
    A picture needs its `alt` before it may be published, not before it may be uploaded.
    """
    if not targets_for(by).filter(site=site).exists():
        raise Refused("您在本站没有拟稿权限,不能上传文件。")
    checked = check(name, file, limit=settings.UPLOAD_MAX_BYTES)
    result = scan(file)
    kept, checked = without_metadata(file, checked)
    attachment = Attachment(
        site=site, kind=AttachmentKind(checked.kind), name=checked.name, mime=checked.mime, size=checked.size,
        digest=checked.digest, width=checked.width, height=checked.height, is_animated=checked.is_animated,
        alt=alt.strip(), scan=result, uploaded_by=by, uploaded_at=at,
    )
    attachment.file.save(checked.name, kept, save=False)
    attachment.save()
    return attachment


@transaction.atomic
def describe(*, attachment: Attachment, alt: str, by: User, at: datetime) -> None:
    """Set a picture's description; the file itself never changes. Live articles that show it say the new one."""
    if attachment.alt == alt.strip():
        return
    if not targets_for(by).filter(site_id=attachment.site_id).exists():
        raise Refused("您在本站没有拟稿权限,不能修改图片说明。")
    attachment.alt = alt.strip()
    attachment.save(update_fields=["alt"])
    shown = articles_showing(attachment)
    if shown:
        announce(*(tags.article(number) for number in shown), at=at)


def make_variant(*, attachment: Attachment, width: int) -> Path | None:
    """The picture's copy of this width, made when it is asked for the first time.

    None, and a line in the log, when the picture cannot be read or the disk cannot be written to.
    """
    place = attachment.variant_path(width)
    if place.is_file():
        return place
    unfinished = place.with_name(f".{uuid.uuid4().hex}")
    try:
        with attachment.file.open() as file:
            content = variant(file, width)
        unfinished.write_bytes(content)
        unfinished.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        os.replace(unfinished, place)
    except Exception as error:  # Pillow's plugins raise nearly anything on damaged files
        log.warning("picture %s not made %s wide: %r", attachment.pk, width, error)
        unfinished.unlink(missing_ok=True)
        return None
    return place


def take_out_metadata(*, attachment: Attachment, at: datetime) -> bool:
    """What `upload` does with a picture, for one that was uploaded before. False when there is nothing to take out.

    Refused when the file is no longer the one that was uploaded: that is for people to look into.
    """
    with attachment.file.open() as file:
        if not matches(file.read(), attachment.digest):
            raise UploadRefused("文件与上传时的指纹不符,可能被改动过,没有处理;请核查后重新上传。")
        kept, checked = without_metadata(file, check(attachment.name, file, limit=attachment.size))
    known = (attachment.digest, attachment.width, attachment.height, attachment.is_animated)
    if known == (checked.digest, checked.width, checked.height, checked.is_animated):
        return False
    old = [Path(attachment.file.path), *map(attachment.variant_path, attachment.widths)]
    attachment.size, attachment.digest = checked.size, checked.digest
    attachment.width, attachment.height, attachment.is_animated = checked.width, checked.height, checked.is_animated
    with transaction.atomic():
        attachment.file.save(checked.name, kept)
        announce(*(tags.article(number) for number in articles_showing(attachment)), at=at)
    for file in old:
        file.unlink(missing_ok=True)
    return True
