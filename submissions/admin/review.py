"""The review page: everything to decide on, and the buttons that carry it out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from sites.rules import Refused
from sites.screens import public_origin
from submissions import access, actions, rules
from submissions.diff import compare as compare_texts
from submissions.enums import CLOSED_STATES, EDITABLE_STATES, SecrecyConclusion, SecrecyGround, State, Verb
from submissions.forms import ReasonForm, ScheduleForm, SecrecyForm
from submissions.queries import full_text, origin_of, referrals_from, review_page

SIMPLE = {
    Verb.SUBMIT: actions.submit,
    Verb.RECALL: actions.recall,
    Verb.DISCARD: actions.discard,
    Verb.UNSCHEDULE: actions.unschedule,
}
AUTHORS_ALONE = {Verb.SUBMIT, Verb.RECALL, Verb.DISCARD}
DONE = {
    Verb.SUBMIT: "已提交", Verb.RECALL: "已收回,可以修改", Verb.DISCARD: "已作废", Verb.UNSCHEDULE: "已取消定时",
    Verb.PASS_REVIEW: "已审核通过,转信息主管审批", Verb.SEND_BACK: "已退回,拟稿人会看到您的意见",
    Verb.REVIEW_SECRECY: "已记录保密审查", Verb.APPROVE: "已批准", Verb.PUBLISH: "已发布", Verb.SCHEDULE: "已定时",
}


def page(admin):
    @require_GET
    def view(request, number):
        submission = access.submission(request.user, number)
        return render(request, admin, submission, {})
    return view


def render(request, admin, submission, forms: dict, refusal: str = "", status: int = 200, verb: str = ""):
    """The page, with whatever was typed into its forms still there; `verb` is the one that was refused."""
    found = review_page(submission, request.user)
    context = {
        **admin.admin_site.each_context(request), "opts": admin.opts, "title": f"审稿:{submission.title}",
        "page": found, "submission": submission, "refusal": refusal,
        "secrecy_form": forms.get("secrecy") or SecrecyForm(),
        "reason_form": forms.get("reason") or ReasonForm(initial={"version": submission.version}),
        "schedule_form": forms.get("schedule") or ScheduleForm(initial={"version": submission.version}),
        "can_edit": rules.may(Verb.SAVE, submission, request.user) is None,
        "can_share": submission.state != State.DISCARDED and rules.works_on(submission, request.user),
        "may_publish": rules.no_power(Verb.PUBLISH, submission, request.user) is None,
        "referrals": referrals_from(submission), "can_refer": rules.may_refer(request.user, submission) is None,
        "origin": origin_of(submission),
        "can_restore": submission.state in EDITABLE_STATES | CLOSED_STATES
        and rules.may_write_for(request.user, submission.column) is None,
        "buttons": shown(found.buttons), "whys": reasons(shown(found.buttons).values()), "verb": verb,
        "refused_forms": [form for form in forms.values() if form.errors],
    }
    return TemplateResponse(request, "admin/submissions/submission/review.html", context, status=status)


def shown(buttons: dict) -> dict:
    """An author's verbs are no news to those who are not authors; every other refusal is shown with its reason."""
    return {name: button for name, button in buttons.items() if not (button.refusal and button.verb in AUTHORS_ALONE)}


def reasons(buttons) -> list[str]:
    """Why buttons are refused, each reason once: `批准、退回:您写过这份稿件…`."""
    found: dict[str, list[str]] = {}
    for button in buttons:
        if button.refusal:
            found.setdefault(button.refusal, []).append(button.label)
    return [f"{'、'.join(labels)}:{refusal}" for refusal, labels in found.items()]


def act(admin):
    @require_POST
    def view(request, number, verb):
        """Carry out one verb. A refusal shows the page again with its reason, 409, and what was typed."""
        submission = access.submission(request.user, number)
        if verb not in DONE:
            raise Http404
        forms = {"reason": ReasonForm(request.POST)}
        if verb == Verb.SCHEDULE:
            forms["schedule"] = ScheduleForm(request.POST)
        if verb in (Verb.APPROVE, Verb.REVIEW_SECRECY) and "conclusion" in request.POST:
            forms["secrecy"] = SecrecyForm(request.POST)
        if not all(form.is_valid() for form in forms.values()):
            return render(request, admin, submission, forms, "请改正标出的地方,再按一次。", 409, verb)
        try:
            carry_out(Verb(verb), submission, forms, request)
        except Refused as refusal:
            submission = access.submission(request.user, number)
            return render(request, admin, submission, forms, str(refusal), 409, verb)
        done = "已批准并发布" if request.POST.get("then") == "publish" else DONE[verb]
        messages.success(request, f"“{submission.title}”{done}。")
        return redirect("admin:submissions_submission_review", number)
    return view


def carry_out(verb: Verb, submission, forms: dict, request) -> None:
    by, at = request.user, timezone.now()
    sent = forms["reason"].cleaned_data
    who = {"submission": submission, "by": by, "at": at}
    if verb in SIMPLE:
        SIMPLE[verb](**who)
    elif verb == Verb.PASS_REVIEW:
        actions.pass_review(**who, version=sent["version"], reason=sent["reason"])
    elif verb == Verb.SEND_BACK:
        actions.send_back(**who, version=sent["version"], reason=sent["reason"])
    elif verb == Verb.REVIEW_SECRECY:
        actions.record_secrecy(**who, version=sent["version"], findings=findings(forms["secrecy"]))
    elif verb == Verb.SCHEDULE:
        actions.schedule(**who, version=sent["version"], publish_at=forms["schedule"].cleaned_data["publish_at"])
    elif verb == Verb.PUBLISH:
        actions.publish(**who, version=sent["version"])
    elif verb == Verb.APPROVE:
        secrecy = findings(forms["secrecy"]) if "secrecy" in forms else None
        approve = actions.approve_and_publish if request.POST.get("then") == "publish" else actions.approve
        approve(**who, version=sent["version"], reason=sent["reason"], secrecy=secrecy)


def findings(form: SecrecyForm) -> actions.SecrecyFindings:
    values = form.cleaned_data
    return actions.SecrecyFindings(
        conclusion=SecrecyConclusion(values["conclusion"]), ground=SecrecyGround(values["ground"]),
        reviewer=values["reviewer"], number=values["number"], note=values.get("note", ""),
    )


@require_POST
def share(request, number):
    """A link under which somebody without an account sees the newest revision as the public would."""
    submission = access.submission(request.user, number)
    try:
        link = actions.share_preview(submission=submission, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        address = public_origin(request, submission.site_id) + link.address
        messages.success(request, format_html(
            '预览链接(第 {} 稿,{} 前有效,不用登录就能看,请只发给需要的人):<a href="{}" target="_blank">{}</a>',
            link.revision, f"{timezone.localtime(link.expires_at):%m-%d %H:%M}", address, address))
    return redirect("admin:submissions_submission_review", number)


def compare(admin):
    @require_GET
    def view(request, number):
        """Differences between any two revisions: `?old=1&new=3`; `old=live` is the article as the public sees it."""
        submission = access.submission(request.user, number)
        revisions = list(submission.revisions.select_related("saved_by"))
        old = request.GET.get("old") or str(revisions[min(1, len(revisions) - 1)].number)
        new = request.GET.get("new") or str(revisions[0].number)
        blocks = compare_texts(full_text(text_of(submission, revisions, old)),
                               full_text(text_of(submission, revisions, new)))
        context = {**admin.admin_site.each_context(request), "opts": admin.opts, "title": "稿次对照",
                   "submission": submission, "revisions": revisions, "old": old, "new": new, "blocks": blocks}
        return TemplateResponse(request, "admin/submissions/submission/compare.html", context)
    return view


def text_of(submission, revisions, number: str):
    if number == "live" and submission.article is not None:
        return submission.article
    found = next((revision for revision in revisions if str(revision.number) == number), None)
    if found is None:
        raise Http404
    return found


@require_POST
def restore(request, number, revision):
    """An older revision as a new draft."""
    submission = access.submission(request.user, number)
    get_object_or_404(submission.revisions, number=revision)
    try:
        restored = actions.restore(submission=submission, number=revision, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:submissions_submission_review", number)
    messages.success(request, f"已用第 {revision} 稿的内容存为稿件 {restored.pk} 的第 {restored.version} 稿。")
    return redirect("admin:submissions_submission_change", restored.pk)
