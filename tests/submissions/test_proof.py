"""Taking down is proved by fetching: the desk says what the public still sees, or that nothing is left."""

import pytest
from django.utils import timezone

from publishing import store
from publishing.actions.feed import carry_out
from publishing.models import Change, SearchLog
from submissions import actions
from submissions.enums import WithdrawalReason
from submissions.models import Article, Placement, Withdrawal
from submissions.queries import traces_of, waiting_for_proof
from tests.cast import article
from tests.portal.making import attach, get, upload

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]


@pytest.fixture
def withdrawal(cast):
    """An article with a picture in its text, read by the public, and the request to take it down."""
    live = article(cast)
    picture = upload(cast, cast.county, "河.png", mime="image/png", alt="河", width=1200, height=800)
    attach(live, picture)
    carry_out(Change.objects.filter(done_at=None))
    for path in ["/", "/xwzx/", "/xwzx/lhyw/", "/feed.atom", "/sitemap.xml", live.address]:
        assert get(cast.county, path).status_code == 200
    cast.picture = picture
    return actions.request_withdrawal(article=live, reason_type=WithdrawalReason.EXPIRED, reason="过期",
                                      by=cast.officer, at=NOW)


def take_down(cast, withdrawal) -> Withdrawal:
    actions.withdraw(withdrawal=withdrawal, by=cast.supervisor, at=NOW)
    carry_out(Change.objects.filter(done_at=None))
    withdrawal.refresh_from_db()
    return withdrawal


def test_every_place_is_asked(cast, withdrawal):
    traces = traces_of(withdrawal.article)
    number = withdrawal.article_id
    assert set(traces.gone) == {
        withdrawal.article.address, f"/zh-hant{withdrawal.article.address}"}  # its picture is public while it is
    assert {path for path, _ in traces.without} == {
        "/", "/feed.atom", "/sitemap.xml", f"/sitemap-{number // 5000}.xml", "/xwzx/", "/xwzx/feed.atom", "/xwzx/lhyw/",
        "/xwzx/lhyw/feed.atom", "/zh-hant/", "/zh-hant/xwzx/", "/zh-hant/xwzx/lhyw/", "/search/",
        "/zh-hant/feed.atom", "/zh-hant/xwzx/feed.atom", "/zh-hant/xwzx/lhyw/feed.atom"}
    take_down(cast, withdrawal)
    assert f"/files/{cast.picture.pk}/河.png" in traces_of(withdrawal.article).gone


def test_while_it_is_live_the_search_names_it_and_nobody_is_said_to_have_searched(cast, withdrawal):
    assert "/search/" in actions.prove(withdrawal=withdrawal, at=NOW)
    assert not SearchLog.objects.exists()


def test_a_clean_take_down_is_proved(cast, withdrawal):
    take_down(cast, withdrawal)
    assert withdrawal.is_proved is False
    assert actions.prove(withdrawal=withdrawal, at=NOW) == []
    withdrawal.refresh_from_db()
    assert (withdrawal.is_proved, withdrawal.checked_at) == (True, NOW)
    assert not waiting_for_proof().exists()


def test_what_is_left_is_named_and_asked_for_again(cast, withdrawal):
    address = withdrawal.article.address
    kept = store.place("linhe.localhost", address)
    copy = kept.read_bytes()
    take_down(cast, withdrawal)
    store.write(kept, copy)
    store.write(store.place("linhe.localhost", "/xwzx/"), f'<a href="{address}">'.encode())
    assert actions.prove(withdrawal=withdrawal, at=NOW) == [address, "/xwzx/"]
    assert list(waiting_for_proof()) == [withdrawal]
    store.remove(kept)
    store.remove(store.place("linhe.localhost", "/xwzx/"))
    assert actions.prove_waiting(at=NOW) == 1
    assert not waiting_for_proof().exists()


def test_a_file_that_another_live_article_shows_is_no_leftover(cast, withdrawal):
    other = Article.objects.create(site=cast.county, column=cast.notices, title="另一篇", published_at=NOW,
                                   body="<p>正文。</p>")
    Placement.objects.create(article=other, column=cast.notices, site=cast.county, published_at=NOW)
    attach(other, cast.picture)
    take_down(cast, withdrawal)
    assert actions.prove(withdrawal=withdrawal, at=NOW) == []


def test_an_open_request_is_not_asked_for(cast, withdrawal):
    assert not waiting_for_proof().exists()
