"""Previews by link: the public's page of a revision, for whoever was given the link, until it expires."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from publishing.models import Page
from sites.rules import Refused
from submissions import actions
from submissions.enums import SecrecyConclusion, SecrecyGround, State
from submissions.models import PreviewLink
from tests import cast as casting
from tests.desk.reading import Page as DeskPage
from tests.desk.reading import client_of, csv, png, see
from tests.portal.making import get, hrefs, texts, tree_of

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]


@pytest.fixture
def draft(cast):
    files = [actions.upload(site=cast.county, file=file, name=file.name, by=cast.drafter, at=NOW, alt="现场")
             for file in (png("现场.png"), csv("名单.csv"), png("题图.png"))]
    body = f'<p>防汛部署。</p><p><img src="{files[0].address}" alt="现场"></p>'
    cast.files = files
    return actions.create_submission(
        column=cast.headlines, by=cast.drafter, at=NOW, attachments=[files[1]],
        content={"title": "防汛会议", "body": body, "source": "应急局", "picture": files[2]})


def share(submission, by, at=None) -> PreviewLink:
    return actions.share_preview(submission=submission, by=by, at=at or timezone.now())


def test_the_link_shows_what_the_public_would_see(draft, cast):
    link = share(draft, cast.drafter)
    page = get(cast.county, link.address)
    assert page.status_code == 200
    assert texts(page, "//h1") == ["防汛会议"]
    assert texts(page, "//p[@class='preview-note']")[0].startswith("预览 第1稿，还没有发布。")
    assert (page["Cache-Control"], page["X-Robots-Tag"], page["Referrer-Policy"]) == (
        "private, no-store", "noindex, nofollow", "no-referrer")
    assert tree_of(page).xpath("//link[@rel='canonical' or @rel='alternate'][@hreflang or @rel='canonical']") == []
    assert page.cookies == {} and Page.objects.count() == 0


def test_its_files_open_below_the_link_alone(draft, cast):
    link = share(draft, cast.drafter)
    page = get(cast.county, link.address)
    shown = [*tree_of(page).xpath("//main//img/@src"), *hrefs(page, "//main//a[contains(@href, '/files/')]")]
    assert len(shown) == 3 and all(address.startswith(link.address) for address in shown)
    for address in shown:
        answer = get(cast.county, address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store"), address
    for kept in cast.files:
        assert get(cast.county, kept.address).status_code == 404
    other = actions.upload(site=cast.county, file=png("别的.png"), name="别的.png", by=cast.drafter, at=NOW)
    assert get(cast.county, f"{link.address}files/{other.pk}/{other.name}").status_code == 404


def test_it_keeps_showing_the_revision_it_was_made_for(draft, cast):
    link = share(draft, cast.drafter)
    actions.save_draft(submission=draft, version=1, by=cast.drafter, at=NOW, content={**draft.content, "title": "改过"})
    assert texts(get(cast.county, link.address), "//h1") == ["防汛会议"]


@pytest.mark.parametrize("change", ["expired", "discarded", "secret", "forged", "of another site", "nonsense"])
def test_where_it_does_not_open(draft, cast, change):
    at = timezone.now() - timedelta(days=4) if change == "expired" else timezone.now()
    address, site = share(draft, cast.drafter, at).address, cast.county
    if change == "discarded":
        actions.discard(submission=draft, by=cast.drafter, at=NOW)
    elif change == "secret":
        found_secret(draft, cast)
    elif change == "forged":
        address = address.replace(str(PreviewLink.objects.get().pk), "99", 1)
    elif change == "of another site":
        site = cast.portal
    elif change == "nonsense":
        address = "/preview/1:%00/"
    assert get(site, address).status_code == 404
    assert Client(headers={"host": "linhe.localhost"}).post(address).status_code in (403, 405)


def found_secret(draft, cast):
    actions.submit(submission=draft, by=cast.drafter, at=NOW)
    actions.pass_review(submission=draft, by=cast.officer, at=NOW)
    actions.record_secrecy(submission=draft, by=cast.supervisor, at=NOW, findings=actions.SecrecyFindings(
        SecrecyConclusion.NOT_PUBLIC, SecrecyGround.NEWS, "云保密", "保审1号"))


def test_only_who_works_on_it_gives_it_out(draft, cast):
    for person in (cast.officer, cast.supervisor, cast.colleague):
        assert share(draft, person).created_by == person
    with pytest.raises(Refused, match="只能查看"):
        share(draft, cast.site_admin)


def test_what_was_discarded_or_found_secret_is_not_given_out(draft, cast):
    found_secret(draft, cast)
    with pytest.raises(Refused, match="不宜公开"):
        share(draft, cast.drafter)
    other = casting.in_state(cast, State.DISCARDED)
    with pytest.raises(Refused, match="已作废"):
        share(other, cast.drafter)


def test_the_review_page_gives_the_link(draft, cast):
    review = f"/admin/submissions/submission/{draft.pk}/review/"
    assert "分享预览" in see(cast.drafter, review).texts("//button")
    page = DeskPage(client_of(cast.drafter).post(
        f"/admin/submissions/submission/{draft.pk}/share/", follow=True))
    link = PreviewLink.objects.get()
    address, = page.root.xpath("//ul[contains(@class,'messagelist')]//a/@href")
    assert address == f"http://linhe.localhost{link.address}"


def test_who_only_looks_on_has_no_button_and_is_told_why(draft, cast):
    address = f"/admin/submissions/submission/{draft.pk}/"
    assert client_of(cast.drafter).get(f"{address}share/").status_code == 405
    assert "分享预览" not in see(cast.bureau, f"{address}review/").texts("//button")
    page = DeskPage(client_of(cast.bureau).post(f"{address}share/", follow=True))
    assert "只能查看,不能分享预览" in page.text("//ul[contains(@class,'messagelist')]")
    assert PreviewLink.objects.count() == 0
