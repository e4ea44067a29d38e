"""Importing Word files: one form for up to twenty, one answer for each. With script they are sent one by one."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from columns.queries import scope_of
from sites import roles
from sites.digest import digest_file
from sites.numbers import whole_numbers
from sites.rules import Refused
from submissions import actions
from submissions.forms import MOST_FILES, WordImportForm
from submissions.models import Submission
from submissions.queries import permitted_submissions
from submissions.uploads import UploadRefused


def view(admin):
    def import_word(request):
        if not scope_of(request.user).has(roles.DRAFT):
            raise PermissionDenied
        form = WordImportForm(request.POST or None, request.FILES or None, user=request.user,
                              initial={"form_key": uuid.uuid4().hex[:12]})
        wants_json = request.headers.get("Accept") == "application/json"
        if form.is_valid():
            made, refused = import_each(request, form.cleaned_data)
            if wants_json:
                return answer(made, refused)
            for name, reason in refused:
                messages.error(request, f"{name}:{reason}")
            if len(made) == 1 and not refused:
                messages.success(request, "已读入,成为下面这份草稿。请对照原文件核对,再提交。")
                return redirect("admin:submissions_submission_change", made[0].pk)
            if made:
                numbers = ",".join(str(one.pk) for one in made)
                return redirect(f"{reverse('admin:submissions_submission_import')}?done={numbers}")
        elif wants_json:
            reasons = [text for errors in form.errors.values() for text in errors]
            return JsonResponse({"error": " ".join(reasons)}, status=409)
        context = {**admin.admin_site.each_context(request), "opts": admin.opts, "title": "导入 Word 文件",
                   "form": form, "made": drafts(request)}
        return TemplateResponse(request, "admin/submissions/submission/import.html", context)
    return import_word


def import_each(request, values: dict) -> tuple[list[Submission], list[tuple[str, str]]]:
    """The drafts that were made, and the files that were refused with the reason."""
    made, refused = [], []
    for file in values["files"]:
        try:
            key = f"word-{values['form_key']}-{digest_file(file).rpartition(':')[2][:12]}"
            file.seek(0)
            made.append(actions.import_word(
                column=values["column"], file=file, name=file.name, by=request.user, at=timezone.now(), form_key=key,
                with_file=values["with_file"]))
        except (UploadRefused, Refused) as refusal:
            refused.append((file.name, str(refusal)))
    return made, refused


def answer(made: list[Submission], refused: list[tuple[str, str]]) -> JsonResponse:
    """What the script shows beside a file: `{title, address, notes}` or `{error}`."""
    if refused:
        return JsonResponse({"error": refused[0][1]}, status=409)
    draft = made[0]
    return JsonResponse({"title": draft.title, "notes": len(draft.word_import.notes),
                         "address": reverse("admin:submissions_submission_change", args=[draft.pk])})


def drafts(request):
    """Those that the form just made, in the order of the files."""
    numbers = whole_numbers(request.GET.get("done", ""))[:MOST_FILES]
    made = permitted_submissions(request.user).filter(pk__in=numbers).select_related("column", "site", "word_import")
    return made.defer("body").order_by("pk")
