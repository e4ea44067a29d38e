"""报送: the list, the page with everything to decide on, and sending up."""

from pathlib import Path

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from columns.queries import scope_of
from columns.screens import SiteFilter
from publishing.delivery import PRIVATE, deliver
from sites import roles
from sites.numbers import whole_number
from sites.rules import Refused
from sites.screens import DeskAdmin
from submissions import access, actions, rules
from submissions.admin.articles import public_address
from submissions.enums import ReferralState, ReferralVerb
from submissions.forms import DeclineForm, ReferForm, ReferralVerbForm
from submissions.models import Article, Referral
from submissions.queries import choices_for, permitted_referrals, referral_page, referrals_for, referrals_of

TONES = {ReferralState.SENT: "warn", ReferralState.ASKED: "hot", ReferralState.ADOPTED: "ok",
         ReferralState.DECLINED: "grey", ReferralState.RECALLED: "grey"}
WORDED = {ReferralVerb.ASK: actions.ask_for_more, ReferralVerb.RESEND: actions.resend,
          ReferralVerb.RECALL: actions.recall_referral}
DONE = {ReferralVerb.ADOPT: "已采用,建成门户的稿件;请核对后提交,按门户的三级审核办理。",
        ReferralVerb.DECLINE: "已答复不采用,报送单位会看到理由。", ReferralVerb.ASK: "已退给报送单位补充。",
        ReferralVerb.RESEND: "已补充并再次报送。", ReferralVerb.RECALL: "已收回报送。"}


class WhoseFilter(admin.SimpleListFilter):
    """The two sides of the start page's cards."""

    title, parameter_name = "范围", "whose"
    reads = {"waiting": ("待我处理", referrals_for), "own": ("我的报送", referrals_of)}

    def lookups(self, request, model_admin):
        return [(key, title) for key, (title, _) in self.reads.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.reads:
            return queryset
        _, read = self.reads[self.value()]
        return queryset.filter(pk__in=read(request.user).order_by().values("pk"))


@admin.register(Referral)
class ReferralAdmin(DeskAdmin):
    """What units sent up to the portal, for both sides."""

    list_display = ["link", "target", "from_whom", "standing", "sent_at", "outcome"]
    list_display_links = None
    list_select_related = ["target", "site", "organisation", "sent_by", "closed_by"]
    list_filter = [WhoseFilter, "state", SiteFilter]
    search_fields = ["title"]
    search_help_text = "按标题查找"
    ordering = ["-id"]

    def permitted(self, user):
        return permitted_referrals(user)

    def may_enter(self, user):
        return scope_of(user).has(roles.SEE)

    @admin.display(description="标题", ordering="title")
    def link(self, referral):
        return format_html('<a href="{}">{}</a>', reverse("admin:submissions_referral_page", args=[referral.pk]),
                           referral.title)

    @admin.display(description="报送单位", ordering="organisation")
    def from_whom(self, referral):
        unit = referral.organisation or referral.site
        return f"{unit.short_name} · {referral.sent_by}"

    @admin.display(description="状态", ordering="state")
    def standing(self, referral):
        return format_html('<span class="tag {}">{}</span>', TONES[referral.state], referral.get_state_display())

    @admin.display(description="办结")
    def outcome(self, referral):
        if referral.closed_at is None:
            return "—"
        why = f" · {referral.get_decline_reason_display()}" if referral.decline_reason else ""
        return f"{timezone.localtime(referral.closed_at):%m-%d %H:%M} · {referral.closed_by}{why}"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            raise Http404
        return redirect("admin:submissions_referral_page",
                        access.referral(request.user, whole_number(object_id) or 0).pk)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        name = "submissions_referral_{}".format
        return [
            path("article/<int:number>/", wrap(self.article_view), name=name("article")),
            path("manuscript/<int:number>/", wrap(self.manuscript_view), name=name("manuscript")),
            path("<int:number>/page/", wrap(self.page_view), name=name("page")),
            path("<int:number>/do/<str:verb>/", wrap(require_POST(self.do_view)), name=name("do")),
            path("<int:number>/dismiss/", wrap(require_POST(self.dismiss_view)), name=name("dismiss")),
            path("<int:number>/file/<int:file>/", wrap(self.file_view), name=name("file")),
            *super().get_urls(),
        ]

    def article_view(self, request, number):
        return self.send(request, access.article(request.user, number))

    def manuscript_view(self, request, number):
        return self.send(request, access.submission(request.user, number))

    def send(self, request, source):
        """Choose the columns, then send up what the source says now."""
        form, refusal = ReferForm(request.POST or None), rules.may_refer(request.user, source)
        if request.method == "POST" and form.is_valid():
            try:
                sent = actions.refer(source=source, by=request.user, at=timezone.now(), **form.cleaned_data)
                messages.success(request, f"已报送到{'、'.join(f'“{one.target.name}”' for one in sent)}。")
                return redirect(f"{reverse('admin:submissions_referral_changelist')}?whose=own")
            except Refused as refused:
                refusal = str(refused)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": f"报送:{source.title}",
            "source": source, "is_article": isinstance(source, Article), "form": form, "refusal": refusal,
            "choices": choices_for(source), "chosen": request.POST.getlist("channels"),
        }
        return TemplateResponse(request, "admin/submissions/referral/send.html", context)

    def page_view(self, request, number):
        return self.render(request, access.referral(request.user, number))

    def render(self, request, referral, refusal="", verb="", status=200):
        """The page; after a refusal with its reason and what was typed."""
        article = referral.adopted_as and referral.adopted_as.article
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": f"报送:{referral.title}",
            "referral": referral, "page": referral_page(referral, request.user), "tone": TONES[referral.state],
            "refusal": refusal, "verb": verb, "typed": request.POST,
            "decline_form": DeclineForm(request.POST if verb == ReferralVerb.DECLINE else None),
            "published_address": public_address(request, article) if article and article.is_live else "",
        }
        return TemplateResponse(request, "admin/submissions/referral/page.html", context, status=status)

    def do_view(self, request, number, verb):
        """Carry out one verb. A refusal shows the page again with its reason, 409, and what was typed."""
        referral = access.referral(request.user, number)
        if verb not in DONE:
            raise Http404
        form = (DeclineForm if verb == ReferralVerb.DECLINE else ReferralVerbForm)(request.POST)
        if not form.is_valid():
            reasons = " ".join(error for errors in form.errors.values() for error in errors)
            return self.render(request, referral, reasons, verb, 409)
        try:
            adopted = carry_out(ReferralVerb(verb), referral, form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            return self.render(request, access.referral(request.user, number), str(refused), verb, 409)
        messages.success(request, DONE[verb])
        if verb == ReferralVerb.ADOPT:
            return redirect("admin:submissions_submission_change", adopted.pk)
        return redirect("admin:submissions_referral_page", number)

    def dismiss_view(self, request, number):
        """The open task of a changed source is closed with a reason."""
        referral = access.referral(request.user, number)
        change = get_object_or_404(referral.source_changes.filter(closed_at=None))
        try:
            actions.dismiss_source_change(change=change, reason=request.POST.get("words", "")[:500], by=request.user,
                                          at=timezone.now())
        except Refused as refused:
            return self.render(request, referral, str(refused), ReferralVerb.DISMISS, 409)
        messages.success(request, "已记下不用跟进的理由。")
        return redirect("admin:submissions_referral_page", number)

    def file_view(self, request, number, file):
        """A file of what was sent; the portal's desk sees nothing else of the sender's."""
        found = access.referred_file(request.user, number, file)
        return deliver(request, Path(found.file.path), name=found.name, mime=found.mime, cache_control=PRIVATE)


def carry_out(verb: ReferralVerb, referral: Referral, sent: dict, *, by, at):
    who = {"referral": referral, "by": by, "at": at, "version": sent["version"]}
    if verb == ReferralVerb.ADOPT:
        return actions.adopt(**who)
    if verb == ReferralVerb.DECLINE:
        return actions.decline(**who, reason_type=sent["reason_type"], words=sent["words"])
    return WORDED[verb](**who, words=sent["words"])
