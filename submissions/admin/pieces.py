"""Small addresses that the writing form talks to: autosave, uploads, files for preview."""

import json
import uuid
from pathlib import Path

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from columns.enums import ColumnType
from columns.queries import targets_for
from publishing.delivery import PRIVATE, deliver
from sites.models import Site
from sites.numbers import whole_number, whole_numbers
from sites.rules import Refused
from submissions import access, actions, rules
from submissions.enums import AttachmentKind, Verb
from submissions.models import Attachment, Autosave, Submission
from submissions.queries import permitted_attachments
from submissions.sanitise import clean
from submissions.uploads import UploadRefused

TEXT_BYTES = 5 * 1024 * 1024
MANY_VERSIONS = 1_000_000


@require_POST
def autosave(request):
    """Keep what is typed: JSON `{form_key, submission, version, values}` → `{saved_at}`.

    `{form_key, forget: true}` drops it: the person does not want it back.
    """
    if len(request.body) > TEXT_BYTES:
        return JsonResponse({"error": "内容太长,没有自动保存。请按“保存草稿”。"}, status=413)
    try:
        sent = json.loads(request.body)
        if sent.get("forget"):
            actions.forget_autosave(by=request.user, form_key=str(sent["form_key"]))
            return JsonResponse({})
        key, values = str(sent["form_key"])[:40], dict(sent["values"])
        version, number = whole_number(sent.get("version") or 0), whole_number(sent.get("submission"))
        if version is None or version > MANY_VERSIONS:
            raise ValueError(version)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"error": "自动保存的内容不完整。"}, status=400)
    submission = access.submission(request.user, number) if number else None
    refusal = rules.may(Verb.SAVE, submission, request.user) if submission else None
    if refusal or not targets_for(request.user).exists():
        return JsonResponse({"error": refusal or "您没有拟稿权限。"}, status=409)
    at = timezone.now()
    actions.autosave(by=request.user, form_key=key, values=values, base_version=version, at=at, submission=submission)
    newer = submission is not None and submission.version != version
    return JsonResponse({
        "saved_at": f"{timezone.localtime(at):%H:%M:%S}",
        "warning": f"这份稿件已被保存为第 {submission.version} 稿,您打开的是第 {version} 稿。" if newer else "",
    })


@require_POST
def paste(request):
    """Pasted markup → `{html, notes}`, cleaned as it will be when it is saved."""
    if len(request.body) > TEXT_BYTES:
        return JsonResponse({"error": "粘贴的内容太长,请分几次粘贴。"}, status=413)
    cleaned = clean(request.body.decode("utf-8", errors="replace"))
    return JsonResponse({"html": cleaned.html, "notes": cleaned.notes})


def site_of(request) -> Site:
    """The site for which a file is uploaded: that of the manuscript, of the chosen column, or the person's only one."""
    number, column = whole_number(request.POST.get("submission")), whole_number(request.POST.get("column"))
    if number:
        return access.submission(request.user, number).site
    targets = targets_for(request.user)
    if column:
        return get_object_or_404(targets, pk=column).site
    sites = list(Site.objects.filter(pk__in=targets.values("site"))[:2])
    if len(sites) != 1:
        raise Refused("您在几个站点任职:请先选好栏目,再上传文件。")
    return sites[0]


@require_POST
def upload(request):
    """A file for the manuscript → JSON of the kept attachment, or `{error}` with the reason."""
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": "没有收到文件。"}, status=400)
    try:
        kept = actions.upload(site=site_of(request), file=file, name=file.name, by=request.user, at=timezone.now(),
                              alt=request.POST.get("alt", "")[:120])
    except (UploadRefused, Refused) as refusal:
        return JsonResponse({"error": str(refusal)}, status=409)
    return JsonResponse(described(kept))


def described(attachment: Attachment) -> dict:
    return {
        "id": attachment.pk, "name": attachment.name, "kind": attachment.kind, "size": attachment.size,
        "location": attachment.address, "alt": attachment.alt,
        "preview": reverse("admin:submissions_submission_file", args=[attachment.pk]),
    }


def sent_before(request) -> Submission | None:
    """The manuscript that this very form made when it was sent the first time."""
    key = request.POST.get("form_key")
    return Submission.objects.filter(drafter=request.user, form_key=key).first() if key else None


def take_files(request) -> None:
    """Files sent with the form itself (no script): keep them first, so that an invalid form loses none."""
    drop_files(request)
    for field, target in (("new_files", "attachment_ids"), ("new_picture", "picture")):
        for file in request.FILES.getlist(field):
            try:
                kept = actions.upload(site=site_of(request), file=file, name=file.name, by=request.user,
                                      at=timezone.now())
            except (UploadRefused, Refused, Http404) as refusal:
                messages.error(request, f"{file.name}:{refusal}")
                continue
            if target == "picture" and kept.kind != AttachmentKind.PICTURE:
                messages.error(request, f"{file.name}:题图须是图片。")
                continue
            before = request.POST.get(target, "")
            set_posted(request, target, f"{before},{kept.pk}".strip(",") if field == "new_files" else str(kept.pk))


def drop_files(request) -> None:
    """Files ticked for removal (no script)."""
    dropped = set(request.POST.getlist("drop_files"))
    if dropped:
        numbers = request.POST.get("attachment_ids", "").split(",")
        set_posted(request, "attachment_ids", ",".join(n for n in numbers if n not in dropped))
    if "drop_picture" in request.POST:
        set_posted(request, "picture", "")


def set_posted(request, name: str, value: str) -> None:
    request.POST = request.POST.copy()
    request.POST[name] = value


@require_GET
def file(request, number):
    """An uploaded file as staff see it before it is public."""
    attachment = access.attachment(request.user, number)
    return deliver(request, Path(attachment.file.path), name=attachment.name, mime=attachment.mime,
                   cache_control=PRIVATE)


def form_context(request, submission: Submission | None, extra: dict | None) -> dict:
    """What the writing form shows beside its fields: files, revisions, the autosave, why it was returned."""
    key = request.POST.get("form_key") or (str(submission.pk) if submission else f"new-{uuid.uuid4().hex[:12]}")
    kept = Autosave.objects.filter(user=request.user, submission=submission)
    kept = kept.filter(form_key=key) if submission else kept.order_by("-saved_at")
    own = permitted_attachments(request.user)
    if request.method == "POST":
        numbers = whole_numbers(request.POST.get("attachment_ids", ""))
        files = sorted(own.filter(pk__in=numbers), key=lambda attachment: numbers.index(attachment.pk))
    else:
        files = submission.attachments.order_by("submission_attachments__order") if submission else ()
    picture = request.POST.get("picture", "") if request.method == "POST" else submission and submission.picture_id
    kind = submission and submission.column.column_type
    return {
        **(extra or {}),
        "form_key": key,
        "submission": submission,
        "autosaved": None if request.method == "POST" else kept.first(),
        "files": [described(attachment) for attachment in files],
        "picture": own.filter(pk=whole_number(picture)).first(),
        "revisions": submission.revisions.select_related("saved_by").defer("body") if submission else (),
        "is_document": kind == ColumnType.POLICY or bool(submission and submission.is_document),
        "is_interpretation": kind == ColumnType.INTERPRETATION or bool(submission and submission.interprets_id),
        "returned": submission and submission.steps.filter(verb=Verb.SEND_BACK).order_by("-number").first(),
    }
