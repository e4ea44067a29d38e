"""The fixed cast is what its picture says, and brings a manuscript to every state by its own verbs."""

import pytest
from django.db import connection

from columns.scope import Scope
from sites import roles
from sites.models import ChangeLog, Site, User
from sites.trail import verify
from submissions.enums import State
from tests.cast import article, build, in_state
from tests.replay import Replay, filled_tables, read


@pytest.mark.parametrize("state", State)
def test_a_manuscript_is_brought_to_the_state(cast, state):
    assert in_state(cast, state).state == state


def test_an_article_went_the_whole_way(cast):
    published = article(cast, title="区政府常务会议召开")
    assert (published.title, published.is_live, published.column) == ("区政府常务会议召开", True, cast.headlines)


@pytest.mark.parametrize(("power", "holders"), [
    (roles.DRAFT, {"drafter", "colleague", "officer"}),
    (roles.REVIEW, {"colleague", "officer"}),
    (roles.APPROVE, {"supervisor"}),
    (roles.TAKE_DOWN, {"supervisor", "bureau"}),
    (roles.ARRANGE, {"site_admin", "platform_admin"}),
])
def test_who_holds_a_power_over_the_headlines(cast, power, holders):
    assert {user.username for user in cast.people if Scope(user).covers(power, cast.headlines)} == holders


def test_the_outsider_holds_nothing_in_the_county(cast):
    assert Scope(cast.outsider).site_ids == {cast.portal.pk}


@pytest.mark.django_db
def test_a_replayed_cast_is_the_built_one():
    replay = Replay(build)
    savepoint = connection.savepoint()
    built, rows = replay(), read(filled_tables())
    connection.savepoint_rollback(savepoint)
    replayed = replay()
    assert vars(replayed) == vars(built)
    assert read(filled_tables()) == rows
    assert list(verify(ChangeLog)) == []


@pytest.mark.django_db
def test_a_cast_is_built_anew_where_rows_stand_in_its_way():
    replay = Replay(build)
    savepoint = connection.savepoint()
    replay()
    connection.savepoint_rollback(savepoint)
    User.objects.create(username="early", name="先来")
    cast = replay()
    assert set(Site.objects.all()) == {cast.portal, cast.county}
