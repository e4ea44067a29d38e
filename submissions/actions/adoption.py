"""采用: a referral becomes a manuscript of the portal, with files of the portal's own."""

import re
from datetime import datetime

from django.core.files import File
from django.db import transaction

from sites.digest import matches
from sites.models import User
from sites.rules import Refused
from submissions.actions.drafts import create_submission
from submissions.actions.referrals import begin_referral, carry_out_referral
from submissions.enums import ReferralVerb
from submissions.models import Attachment, Referral, ReferredText, Submission
from submissions.sanitise import file_numbers

FILE = re.compile(r'\b(src|href)="/files/(\d+)/[^"?#]*')


def adopt(*, referral: Referral, by: User, at: datetime, version: int | None = None) -> Submission:
    """采用: a draft in the target column that goes through the portal's own review. Its files are copies that belong to
    the portal, so nothing depends on the sender's; its source is named. Nothing remains of an adoption that fails."""
    copied: list[Attachment] = []
    try:
        with transaction.atomic():
            fresh = begin_referral(referral, ReferralVerb.ADOPT, by, version)
            text = fresh.texts.select_related("picture").get(number=fresh.version)
            files = copy_files(text, fresh, copied, by=by, at=at)
            submission = create_submission(
                column=fresh.target, content=content_for_portal(text, fresh, files), by=by, at=at,
                attachments=[files[number] for number in text.attachment_ids if number in files])
            fresh.adopted_as, fresh.closed_by, fresh.closed_at = submission, by, at
            carry_out_referral(fresh, ReferralVerb.ADOPT, by=by, at=at)
    except BaseException:
        for attachment in copied:
            attachment.file.delete(save=False)
        raise
    return submission


def copy_files(
    text: ReferredText, referral: Referral, copied: list[Attachment], *, by: User, at: datetime
) -> dict[int, Attachment]:
    """Number of each file of the text → its copy, which is the target site's. A file that is no longer the one that was
    uploaded is refused."""
    numbers = {*text.attachment_ids, *file_numbers(text.body), text.picture_id} - {None}
    found = {}
    for original in Attachment.objects.filter(pk__in=numbers, site_id=referral.site_id).order_by("pk"):
        copy = Attachment(
            site_id=referral.target.site_id, kind=original.kind, name=original.name, mime=original.mime,
            size=original.size, digest=original.digest, alt=original.alt, width=original.width,
            height=original.height, is_animated=original.is_animated, scan=original.scan,
            uploaded_by=by, uploaded_at=at,
        )
        with original.file.open() as file:
            if not matches(file.read(), original.digest):
                raise Refused(f"附件“{original.name}”与上传时的指纹不符,可能被改动过,不能采用;"
                              "请报送单位重新上传后再报。")
            file.seek(0)
            copy.file.save(original.name, File(file), save=False)
        copied.append(copy)
        copy.save()
        found[original.pk] = copy
    return found


def content_for_portal(text: ReferredText, referral: Referral, files: dict[int, Attachment]) -> dict:
    """The text with the portal's files in it. What it explained is another site's document and is named no more."""
    return text.content | {
        "body": with_files(text.body, files), "picture": files.get(text.picture_id), "interprets": None,
        "source": text.source or referral.site.name[:60],
    }


def with_files(body: str, files: dict[int, Attachment]) -> str:
    def address(found: re.Match) -> str:
        copy = files.get(int(found[2]))
        return f'{found[1]}="{copy.address}' if copy else found[0]
    return FILE.sub(address, body)
