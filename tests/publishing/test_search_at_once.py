"""Several at once write the index, or it is built anew meanwhile: nothing is lost and nothing withdrawn is found."""

import os
import subprocess
import sys
import threading
from itertools import count

import pytest
from django.conf import settings as project_settings
from django.core.management import call_command
from django.db import connection, transaction

from publishing.models import SearchEntry, StaleEntry
from publishing.search import rebuilding
from publishing.search.engines import embedded, engine
from publishing.search.indexing import index
from submissions.models import Article
from tests import cast as casting
from tests.portal.making import NOON, publish, publish_many, withdraw
from tests.publishing.searching import entries, found, search, tell
from tests.submissions.test_concurrency import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
embedded_only = pytest.mark.skipif("connection.vendor == 'postgresql'", reason="of the index on disk")

WORKER = """
import django; django.setup()
from publishing.search.indexing import index
for number in {numbers}:
    index("article", [number])
"""


def test_six_threads_index_at_once_and_nothing_is_lost():
    cast = casting.build(at=NOON)
    articles = publish_many(cast.headlines, 60)
    shares = [[article.pk for article in articles[start::6]] for start in range(6)]
    outcomes = at_once(*[lambda share=share: [index("article", [number]) for number in share] for share in shares])
    assert outcomes == {"done": 6}
    assert (search("篇").total, StaleEntry.objects.count()) == (60, 0)


def test_four_processes_index_at_once_and_nothing_is_lost(settings):
    cast = casting.build(at=NOON)
    articles = publish_many(cast.headlines, 40)
    workers = [subprocess.Popen([sys.executable, "-c", WORKER.format(numbers=[a.pk for a in articles[start::4]])],
                                env=environment(settings), cwd=project_settings.BASE_DIR, text=True,
                                stderr=subprocess.PIPE) for start in range(4)]
    told = [worker.communicate(timeout=120)[1] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0, 0], told
    assert (search("篇").total, StaleEntry.objects.count()) == (40, 0)


def environment(settings) -> dict[str, str]:
    """Of a process that works in the test's database and folder."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}" if connection.vendor == "sqlite" else (
        f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}")
    return os.environ | {"DATABASE_URL": url, "DATA_DIR": str(settings.DATA_DIR), "REDIS_URL": "",
                         "DJANGO_SETTINGS_MODULE": "portal.settings", "LOG_LEVEL": "ERROR"}


def test_indexing_the_same_article_at_once_ends_with_what_is_published():
    """Withdrawing while others index what they have read before: whoever is last reads last."""
    cast = casting.build(at=NOON)
    article = publish(cast.headlines, title="误发的通知")
    tell(article)

    def withdraw_and_tell():
        withdraw(article)
        tell(article)

    outcomes = at_once(withdraw_and_tell, *[lambda: [tell(article) for _ in range(5)]] * 3)
    assert outcomes == {"done": 4}
    assert (found("误发"), entries().count()) == ([], 0)


def test_a_rolled_back_change_leaves_nothing_in_the_index():
    cast = casting.build(at=NOON)
    article = publish(cast.headlines, title="改造方案")
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        tell(article)
        transaction.set_rollback(True)
    assert found("改造") == []
    tell(article)
    assert found("改造") == ["改造方案"]


def test_the_old_index_serves_while_a_new_one_is_built_and_changes_are_in_both(monkeypatch):
    cast = casting.build(at=NOON)
    articles = publish_many(cast.headlines, 10)
    tell(*articles)
    monkeypatch.setattr(rebuilding, "BATCH", 3)
    seen, turn = [], count(1)

    def meanwhile(_):
        """After the first batches something is published, something is withdrawn, somebody searches."""
        number = next(turn)
        if number > 4:
            return
        tell(publish(cast.headlines, title=f"新发布{number}号", at=NOON))
        withdraw(articles[-number])
        tell(articles[-number])
        seen.append((search("篇").total, search("新发布").total))

    assert rebuilding.rebuild(meanwhile) >= 10
    assert seen == [(9, 1), (8, 2), (7, 3), (6, 4)]
    live = Article.objects.live().count()
    assert search("篇").total + search("新发布").total == entries().count() == live
    assert StaleEntry.objects.count() == 0


def test_a_rebuild_removes_what_is_not_published_and_adds_what_was_forgotten(capsys):
    cast = casting.build(at=NOON)
    kept, forgotten, gone, last = publish_many(cast.headlines, 4)
    tell(kept, gone, last)
    withdraw(gone)
    withdraw(last)
    call_command("rebuild_search")
    assert "可以搜到 2 条。" in capsys.readouterr().out
    assert sorted(entries().values_list("number", flat=True)) == [kept.pk, forgotten.pk]
    assert search("篇").total == 2


def test_a_rebuild_that_dies_leaves_the_old_index_and_can_be_repeated():
    cast = casting.build(at=NOON)
    tell(*publish_many(cast.headlines, 5))

    def dies(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(dies)
    assert search("篇").total == 5
    assert rebuilding.rebuild() == 5
    assert search("篇").total == 5


@embedded_only
def test_a_rebuild_that_died_leaves_no_folder_behind_the_next_one():
    cast = casting.build(at=NOON)
    tell(*publish_many(cast.headlines, 2))
    embedded.create()
    rebuilding.rebuild()
    assert [path.name for path in embedded.folder().iterdir() if path.is_dir()] == [embedded.served()]


@embedded_only
def test_a_lost_index_is_made_again_from_the_entries():
    cast = casting.build(at=NOON)
    tell(*publish_many(cast.headlines, 3))
    for path in sorted(embedded.folder().rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert search("篇").total == 3


@embedded_only
def test_what_a_crash_left_stale_is_written_by_the_next_who_settles():
    cast = casting.build(at=NOON)
    article = publish(cast.headlines, title="改造方案")
    entered = index("article", [article.pk]).written[0]
    SearchEntry.objects.filter(pk=entered.pk).update(words="'防汛':1A", title_words="'防汛':1A")
    StaleEntry.objects.create(entry=entered.pk)
    engine().settle()
    assert (found("防汛"), found("改造"), StaleEntry.objects.count()) == (["改造方案"], [], 0)


@embedded_only
def test_whoever_finds_the_index_locked_leaves_its_work_to_the_holder():
    cast = casting.build(at=NOON)
    tell(publish(cast.headlines, title="改造方案一"))
    article = publish(cast.headlines, title="改造方案二")
    with embedded.locked("lock", wait=True):
        other = threading.Thread(target=lambda: (index("article", [article.pk]), connection.close()))
        other.start()
        other.join(timeout=20)
        assert not other.is_alive()
        assert StaleEntry.objects.count() == 1
    engine().settle()
    assert search("改造").total == 2
