from datetime import datetime

from django.conf import settings

from columns.queries import targets_for
from sites.models import Site, User
from sites.rules import Refused
from submissions.enums import AttachmentKind
from submissions.models import Attachment
from submissions.scanning import scan
from submissions.uploads import check


def upload(*, site: Site, file, name: str, by: User, at: datetime, alt: str = "") -> Attachment:
    """Keep an uploaded file after the checks of name, size, type by content and virus. Raises `UploadRefused`.

    A picture needs its `alt` before it may be published, not before it may be uploaded.
    """
    if not targets_for(by).filter(site=site).exists():
        raise Refused("您在本站没有拟稿权限,不能上传文件。")
    checked = check(name, file, limit=settings.UPLOAD_MAX_BYTES)
    result = scan(file)
    file.seek(0)
    attachment = Attachment(
        site=site, kind=AttachmentKind(checked.kind), name=checked.name, mime=checked.mime, size=checked.size,
        digest=checked.digest, width=checked.width, height=checked.height, alt=alt.strip(), scan=result,
        uploaded_by=by, uploaded_at=at,
    )
    attachment.file.save(checked.name, file, save=False)
    attachment.save()
    return attachment


def describe(*, attachment: Attachment, alt: str, by: User) -> None:
    """Set a picture's description; the file itself never changes."""
    if attachment.alt == alt.strip():
        return
    if not targets_for(by).filter(site_id=attachment.site_id).exists():
        raise Refused("您在本站没有拟稿权限,不能修改图片说明。")
    attachment.alt = alt.strip()
    attachment.save(update_fields=["alt"])
