"""A Word file becomes a draft: text, pictures, and guesses at its metadata that a person compares with the file."""

import re
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from columns.models import Column
from sites.models import User
from sites.rules import demand
from submissions import rules
from submissions.actions.drafts import create_submission
from submissions.actions.uploads import upload
from submissions.enums import Verb
from submissions.models import Submission, WordImport
from submissions.scanning import scan
from submissions.uploads import UploadRefused, check
from submissions.word import OLD, Manuscript, guess, read_docx, to_docx

PICTURE = '<img[^>]* src="{}"[^>]*>'
CUT = "{}太长,只留下前 {} 个字,请改短。"
PICTURE_REFUSED = "第 {} 张图片没有放入正文:{}"


def import_word(
    *, column: Column, file, name: str, by: User, at: datetime, form_key: str, with_file: bool = False
) -> Submission:
    """A new draft in this column from the .docx, .doc or .wps `file`; `with_file` attaches the file itself.

    Raises `UploadRefused` for a file that cannot be read, saying in Chinese what to do; nothing is kept of it then. The
    same `form_key` of the same person makes one draft, however often it is sent.
    """
    demand(rules.may_write_for(by, column))
    made = Submission.objects.filter(drafter=by, form_key=form_key).first()
    if made is not None:
        return made
    checked = check(name, file, limit=settings.UPLOAD_MAX_BYTES)
    if checked.extension not in ("docx", *OLD):
        raise UploadRefused(f"这里只能导入 .docx、.doc 和 .wps,不能导入 .{checked.extension};"
                            "PDF 和表格请在写稿页作为附件上传。")
    scan(file)
    file.seek(0)
    content = file.read()
    manuscript = read_docx(to_docx(content, checked.extension) if checked.extension in OLD else content)
    values, guesses, cut = described(manuscript, checked.name)
    body, refused = with_pictures(manuscript, column, checked.name, by, at)
    attachments = [upload(site=column.site, file=file, name=name, by=by, at=at)] if with_file else []
    notes = [*manuscript.notes, *cut, *refused]
    with transaction.atomic():
        made = create_submission(column=column, content=values | {"body": body}, by=by, at=at, form_key=form_key,
                                 attachments=attachments)
        WordImport.objects.create(
            submission=made, name=checked.name, digest=checked.digest, notes=notes, guesses=guesses, imported_at=at)
    return made


def described(manuscript: Manuscript, name: str) -> tuple[dict, dict[str, str], list[str]]:
    """Field → value, field → the words it was taken from, and what had to be cut. Without a title the file's name."""
    found = guess(manuscript.paragraphs)
    taken = {"title": found.title, "document_number": found.document_number, "issuer": found.issuer,
             "source": found.source or found.issuer, "author": found.author, "written_on": found.written_on,
             "genre": found.genre if found.document_number else None}
    values = {field: one.value for field, one in taken.items() if one}
    guesses = {field: one.text for field, one in taken.items() if one}
    values.setdefault("title", name.rpartition(".")[0])
    cut = []
    for field, value in values.items():
        longest = Submission._meta.get_field(field).max_length
        if longest and len(value) > longest:
            values[field] = value[:longest]
            cut.append(CUT.format(Submission._meta.get_field(field).verbose_name, longest))
    return values, guesses, cut


def with_pictures(manuscript: Manuscript, column: Column, name: str, by: User, at: datetime) -> tuple[str, list[str]]:
    """The text with its pictures kept as files of the site; what was refused is left out and told."""
    html, refused = manuscript.html, []
    for number, (key, picture) in enumerate(manuscript.pictures.items(), 1):
        kept_as = f"{name.rpartition('.')[0][:60]}-图{number}.{key.rpartition('.')[2]}"
        try:
            kept = upload(site=column.site, file=ContentFile(picture.content, kept_as), name=kept_as, by=by, at=at,
                          alt=picture.alt)
        except UploadRefused as refusal:
            refused.append(PICTURE_REFUSED.format(number, refusal))
            html = re.sub(PICTURE.format(re.escape(key)), "", html)
        else:
            html = html.replace(f'"{key}"', f'"{kept.address}"')
    return html, refused


def confirm_import(*, submission: Submission, by: User, at: datetime) -> None:
    """核对: a person has compared the draft with the file it was read from."""
    demand(rules.may(Verb.SAVE, submission, by))
    WordImport.objects.filter(submission=submission, confirmed_at=None).update(confirmed_by=by, confirmed_at=at)
