from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from columns.queries import scope_of
from columns.screens import SiteFilter
from sites import roles
from sites.numbers import whole_number
from sites.rules import Refused
from sites.screens import DeskAdmin, public_origin
from submissions import access, actions, rules
from submissions.admin.filters import ColumnFilter, InterpretationFilter
from submissions.forms import WithdrawalForm
from submissions.models import Article
from submissions.queries import permitted_articles, referrals_from


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    """What is published. Changed by a correction, taken down by a reviewed withdrawal; never edited in place."""

    list_display = ["link", "column", "site_name", "standing", "published_at", "corrected_at"]
    list_display_links = None
    list_select_related = ["column", "site"]
    list_filter = ["status", SiteFilter, ColumnFilter, InterpretationFilter,
                   ("published_at", admin.DateFieldListFilter)]
    search_fields = ["title", "document_number"]
    search_help_text = "按标题或发文字号查找"
    ordering = ["-published_at", "-id"]

    def permitted(self, user):
        return permitted_articles(user)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body")

    def get_search_results(self, request, queryset, search_term):
        found, distinct = super().get_search_results(request, queryset, search_term)
        is_chooser = request.path.endswith("/autocomplete/")
        return (found.live() if is_chooser else found), distinct

    def may_enter(self, user):
        return scope_of(user).has(roles.SEE)

    @admin.display(description="标题", ordering="title")
    def link(self, article):
        return format_html('<a href="{}">{}</a>',
                           reverse("admin:submissions_article_page", args=[article.pk]), article.title)

    def get_list_display(self, request):
        several = len(scope_of(request.user).site_ids) > 1
        return [name for name in self.list_display if several or name != "site_name"]

    @admin.display(description="站点", ordering="site")
    def site_name(self, article):
        return article.site.short_name

    @admin.display(description="状态", ordering="status")
    def standing(self, article):
        return format_html('<span class="tag {}">{}</span>', "ok" if article.is_live else "hot",
                           article.get_status_display())

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            raise Http404
        return redirect("admin:submissions_article_page", access.article(request.user, whole_number(object_id) or 0).pk)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:number>/page/", wrap(self.page_view), name="submissions_article_page"),
            path("<int:number>/correct/", wrap(require_POST(self.correct_view)), name="submissions_article_correct"),
            path("<int:number>/withdrawal/", wrap(self.withdrawal_view), name="submissions_article_withdrawal"),
            *super().get_urls(),
        ]

    def page_view(self, request, number):
        """The article with its whole history and what may be done with it."""
        article = access.article(request.user, number)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": article.title, "article": article,
            "public_address": public_address(request, article),
            "files": [held.attachment for held in article.article_attachments.select_related("attachment")],
            "placements": article.placements.select_related("column"),
            "steps": article.steps.order_by("-number"),
            "submissions": article.submissions.select_related("drafter").defer("body"),
            "withdrawals": article.withdrawals.select_related("requested_by", "closed_by"),
            "referrals": referrals_from(article), "no_referral": rules.may_refer(request.user, article),
            "no_correction": rules.may_correct(request.user, article),
            "no_validity_change": rules.may_request_validity_change(request.user, article),
            "validity_changes": article.validity_changes.select_related("requested_by"),
            "no_withdrawal": rules.may_request_withdrawal(request.user, article),
        }
        return TemplateResponse(request, "admin/submissions/article/page.html", context)

    def correct_view(self, request, number):
        article = access.article(request.user, number)
        try:
            correction = actions.start_correction(article=article, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:submissions_article_page", number)
        messages.success(request, "已建更正稿。审核通过之前,线上文章保持不变。")
        return redirect("admin:submissions_submission_change", correction.pk)

    def withdrawal_view(self, request, number):
        """The request to take down: kind of reason and its words."""
        article = access.article(request.user, number)
        form = WithdrawalForm(request.POST or None)
        refusal = rules.may_request_withdrawal(request.user, article)
        if request.method == "POST" and form.is_valid():
            try:
                withdrawal = actions.request_withdrawal(article=article, by=request.user, at=timezone.now(),
                                                        **form.cleaned_data)
                messages.success(request, "已申请撤稿,等待另一人审查。")
                return redirect("admin:submissions_withdrawal_page", withdrawal.pk)
            except Refused as refused:
                refusal = str(refused)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": f"申请撤稿:{article.title}",
                   "article": article, "form": form, "refusal": refusal}
        return TemplateResponse(request, "admin/submissions/article/withdrawal.html", context)


def public_address(request, article: Article) -> str:
    return public_origin(request, article.site_id) + article.address
