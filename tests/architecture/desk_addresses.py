"""Every address of the desk, read from the URL configuration, filled with the county's objects."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from publishing import actions as publishing_actions
from publishing.enums import NoticeKind
from publishing.models import SearchLog
from sites.enums import Role
from sites.models import ChangeLog, Message, Post
from submissions import actions
from submissions.enums import HarvestItemState, State
from submissions.models import Attachment, HarvestItem, HarvestRule, Step
from tests import cast as casting
from tests.submissions.documents.making import document, numbering_rule, request_change

NOW = timezone.now()
UPLOAD = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@dataclass(frozen=True)
class Address:
    name: str
    url: str


def patterns(found=None) -> Iterator[URLPattern]:
    for pattern in admin.site.get_urls() if found is None else found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


def addresses(objects: dict[str, dict]) -> list[Address]:
    """One address for each named pattern; the catch-all and redirects without a name have none."""
    found = []
    for pattern in patterns():
        if not pattern.name:
            continue
        names = list(pattern.pattern.regex.groupindex)
        given = objects.get(pattern.name) or objects.get("_".join(pattern.name.split("_")[:2]), {})
        values = {name: given[name] for name in names}
        found.append(Address(pattern.name, reverse(f"admin:{pattern.name}", kwargs=values)))
    return found


def both(number: int) -> dict:
    return {"number": number, "object_id": number}


def words_and_harvest(cast) -> dict[str, dict]:
    synonym = publishing_actions.create_synonym(terms="医保、医疗保险", by=cast.bureau, at=NOW)
    stop = publishing_actions.create_stop_word(word="怎么", by=cast.bureau, at=NOW)
    word = actions.create_watched_word(wrong="布署", suggestion="部署", ground="词典", by=cast.bureau, at=NOW)
    searched = SearchLog.objects.create(site=cast.county, day=NOW.date(), text="临河戊词", found=1)

    harvest = HarvestRule.objects.create(
        site=cast.county, column=cast.headlines, name="临河己规则", owner=cast.drafter, address="http://news.example/",
        item_selector="li", next_at=NOW)
    item = HarvestItem.objects.create(site=cast.county, rule=harvest, address="http://news.example/1", title="临河庚条",
                                      body="<p>正文</p>", state=HarvestItemState.WAITING, seen_at=NOW)
    return {
        "submissions_harvestrule": both(harvest.pk),
        "submissions_harvestitem": both(item.pk),
        "submissions_watchedword": both(word.pk),
        "publishing_synonym": both(synonym.pk),
        "publishing_stopword": both(stop.pk),
        "publishing_searchlog": both(searched.pk),
    }


def county_objects(cast) -> dict[str, dict]:
    """Screen → what stands in its addresses: objects of the county (临河) alone."""
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW, title="临河甲件")
    article = casting.article(cast, at=NOW, title="临河乙文")
    withdrawal = actions.request_withdrawal(
        article=article, reason_type="expired", reason="过期", by=cast.officer, at=NOW)
    post = Post.objects.get(user=cast.drafter, role=Role.DRAFTER)
    log = ChangeLog.objects.filter(site=cast.county).first()
    step = Step.objects.filter(submission=submission).first()
    attachment = Attachment.objects.create(
        site=cast.county, kind="file", name="临河丙.pdf", mime="application/pdf", size=len(UPLOAD), digest="sm3:0",
        uploaded_by=cast.drafter, uploaded_at=NOW, file=ContentFile(UPLOAD, "a.pdf"))
    article.article_attachments.create(attachment=attachment)
    channel = casting.channel(cast, at=NOW)
    [referral] = actions.refer(source=article, channels=[channel], by=cast.officer, at=NOW)
    actions.recall_referral(referral=referral, by=cast.officer, at=NOW)

    notice = publishing_actions.issue_notice(
        site=cast.county, kind=NoticeKind.URGENT, text="临河丁提示", starts_at=NOW, ends_at=NOW + timedelta(hours=1),
        by=cast.site_admin, at=NOW)

    rule = numbering_rule(cast)
    old = document(cast, title="临河己文")
    change = request_change(cast, old)

    return words_and_harvest(cast) | {
        "submissions_submission": both(submission.pk) | {"verb": "pass_review", "revision": 1},
        "submissions_submission_file": {"number": attachment.pk},
        "submissions_article": both(article.pk),
        "submissions_referral": both(referral.pk) | {"verb": "adopt"},
        "submissions_referral_article": {"number": article.pk},
        "submissions_referral_manuscript": {"number": submission.pk},
        "submissions_referral_file": {"number": referral.pk, "file": attachment.pk},
        "submissions_referralchannel": both(channel.pk),
        "submissions_withdrawal": both(withdrawal.pk),
        "submissions_step": both(step.pk),
        "submissions_numberingrule": both(rule.pk),
        "submissions_validitychange": both(change.pk),
        "submissions_validitychange_request": {"number": article.pk},
        "submissions_steplimit": both(casting.limits()[State.APPROVED].pk),
        "columns_column": both(cast.notices.pk),
        "sites_post": both(post.pk),
        "columns_post": both(post.pk),
        "sites_site": both(cast.county.pk),
        "sites_user": both(cast.drafter.pk),
        "sites_organisation": both(cast.office.pk),
        "sites_changelog": both(log.pk),
        "sites_message": both(Message.objects.filter(person=cast.supervisor).first().pk),
        "publishing_notice": both(notice.pk),
        "view_on_site": {"content_type_id": 1, "object_id": 1},
        "app_list": {"app_label": "submissions"},
    }


