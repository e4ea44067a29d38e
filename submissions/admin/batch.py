"""Batch approval: one page, one line a manuscript, each with its own secrecy review; reported item by item."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from columns.queries import scope_of
from sites import roles
from sites.numbers import whole_numbers
from sites.rules import Refused
from submissions import actions, rules
from submissions.admin.review import findings
from submissions.completeness import problems
from submissions.enums import Verb
from submissions.forms import BatchItemForm
from submissions.queries import permitted_submissions, with_limits

LARGEST_BATCH = 50


def report(request, outcomes: list[actions.Outcome], done: str) -> None:
    """A message for each item: what was done, or why not."""
    for outcome in outcomes:
        if outcome.refusal:
            messages.error(request, f"“{outcome.submission.title}”没有{done}:{outcome.refusal}")
        else:
            messages.success(request, f"“{outcome.submission.title}”已{done}。")


def view(admin):
    def batch(request):
        if not scope_of(request.user).has(roles.APPROVE):
            raise PermissionDenied
        numbers = whole_numbers(request.GET.get("ids", ""))[:LARGEST_BATCH]
        submissions = list(
            with_limits(permitted_submissions(request.user)).filter(pk__in=numbers)
            .select_related("column", "site", "drafter", "article", "picture").order_by("state_since", "pk"))
        refusals = [rules.may(Verb.APPROVE, submission, request.user) for submission in submissions]
        forms = [item_form(request, submission, refusal)
                 for submission, refusal in zip(submissions, refusals, strict=True)]
        if request.method == "POST" and all(form.is_valid() for form in forms):
            done = "批准并发布" if "_publish" in request.POST else "批准"
            report(request, approve_each(request, submissions, forms), done)
            return redirect("admin:submissions_submission_changelist")
        lines = [{"submission": s, "refusal": refusal, "form": form, "missing": problems(s, s.column)}
                 for s, refusal, form in zip(submissions, refusals, forms, strict=True)]
        context = {**admin.admin_site.each_context(request), "opts": admin.opts, "title": "批量批准",
                   "lines": lines, "has_errors": any(form.errors for form in forms)}
        return TemplateResponse(request, "admin/submissions/submission/batch.html", context)
    return batch


def item_form(request, submission, refusal: str | None) -> BatchItemForm:
    """Each line's names carry the manuscript's number: what was typed for one can never be recorded for another."""
    return BatchItemForm(request.POST or None, prefix=str(submission.pk),
                         initial={"version": submission.version, "chosen": not refusal})


def approve_each(request, submissions, forms) -> list[actions.Outcome]:
    outcomes, at = [], timezone.now()
    approve = actions.approve_and_publish if "_publish" in request.POST else actions.approve
    for submission, form in zip(submissions, forms, strict=True):
        if not form.cleaned_data.get("chosen"):
            continue
        try:
            approve(submission=submission, by=request.user, at=at, secrecy=findings(form),
                    version=form.cleaned_data["version"])
            outcomes.append(actions.Outcome(submission))
        except Refused as refusal:
            outcomes.append(actions.Outcome(submission, str(refusal)))
    return outcomes
