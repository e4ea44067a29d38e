"""Rendering against publishing: whatever the order of their steps, what stays in the store is fresh, and has its row.

The steps are those that commit on their own (publishing/actions): a renderer notes the feed's mark, reads, enters rows,
writes files; a change commits, takes its place in the order, expires pages. Every order of them is played.
"""

import pytest
from django.utils import timezone

from publishing import store
from publishing.actions import Rendered
from publishing.actions.feed import begin
from publishing.actions.pages import enter, expire, put_in_place
from publishing.models import Change, Page
from publishing.queries import feed_mark
from sites.digest import digest

NOW = timezone.now()
HOST, PATH, TAG = "linhe.localhost", "/xwzx/", "article:1"


class World:
    """One article's title, a verb that changes it, and renderers of the page that shows it."""

    def __init__(self, cast):
        self.site = cast.county
        self.title = "旧标题"

    def change(self):
        change = Change.objects.create(tags=[TAG], announced_at=NOW)
        self.title = "新标题"
        yield
        begin([change])
        yield
        expire([TAG])

    def rendering(self):
        mark = feed_mark()
        yield
        page = Rendered(site_id=self.site.pk, host=HOST, path=PATH, tags=frozenset({TAG}), mark=mark,
                        content=self.title.encode())
        yield
        rows = enter([page], NOW)
        yield
        put_in_place([page], rows)

    def clear(self):
        store.remove(store.place(HOST, PATH))
        for model in (Page, Change):
            model.objects.all().delete()
        self.title = "旧标题"


def orders(*lengths: int) -> list[tuple[int, ...]]:
    """Every order of the steps of several, each keeping its own order."""
    if not any(lengths):
        return [()]
    return [(who, *rest) for who, length in enumerate(lengths) if length
            for rest in orders(*(left - (who == place) for place, left in enumerate(lengths)))]


def play(actors, order: tuple[int, ...]) -> None:
    for who in order:
        next(actors[who], None)


def verdict(world: World) -> str:
    """What the public gets now: `nothing kept`, `fresh`, or what is wrong."""
    file, row = store.place(HOST, PATH), Page.objects.filter(path=PATH).first()
    if not file.exists():
        return "nothing kept"
    if row is None:
        return "a file without a row"
    if row.digest != digest(file.read_bytes()):
        return "a row that says something else"
    return "fresh" if file.read_text() == world.title else "stale"


@pytest.mark.django_db
def test_every_order_of_one_rendering_and_one_change(cast):
    world, found = World(cast), set()
    for order in orders(3, 4):
        play([world.change(), world.rendering()], order)
        found.add(verdict(world))
        world.clear()
    assert found == {"fresh", "nothing kept"}


@pytest.mark.slow
@pytest.mark.django_db
def test_orders_of_two_renderings_and_one_change(cast):
    world, found = World(cast), set()
    for order in orders(3, 4, 4)[::13]:
        play([world.change(), world.rendering(), world.rendering()], order)
        found.add(verdict(world))
        world.clear()
    assert found == {"fresh", "nothing kept"}


@pytest.mark.django_db
def test_a_page_kept_before_the_change_goes_and_one_of_another_tag_stays(cast):
    world = World(cast)
    play([world.rendering()], (0, 0, 0, 0))
    other = Rendered(site_id=world.site.pk, host=HOST, path="/map/", tags=frozenset({"article:2"}), mark=feed_mark(),
                     content=b"map")
    put_in_place([other], enter([other], NOW))
    play([world.change()], (0, 0, 0))
    assert (verdict(world), store.place(HOST, "/map/").exists()) == ("nothing kept", True)
