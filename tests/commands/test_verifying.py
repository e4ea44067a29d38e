"""Column trees and trails: faults are listed, trees are rebuilt, a tampered trail is told."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from columns.models import Column
from sites.enums import ChangeVerb
from sites.models import CLOCK_USERNAME, ChangeLog
from submissions.models import Step
from tests import cast as casting
from tests.guards import triggers

NOW = timezone.now()


def run(name: str, **options) -> list[str]:
    """What the command prints; its error comes last."""
    out = io.StringIO()
    try:
        call_command(name, stdout=out, no_color=True, **options)
    except CommandError as error:
        assert error.returncode == 1
        out.write(f"{error}\n")
    return out.getvalue().splitlines()


def numbers() -> set:
    return set(Column.objects.values_list("pk", "path", "level", "lft", "rght"))


@pytest.fixture
def broken(cast):
    """The county's tree with a wrong path and a wrong level."""
    sound = numbers()
    Column.objects.filter(pk=cast.notices.pk).update(path="elsewhere", level=7)
    return sound


def test_sound_trees_are_said_to_be_sound(cast):
    assert run("verify_columns") == ["2 个站点的栏目树都正确。"]


def test_each_fault_of_a_tree_is_listed(cast, broken):
    assert run("verify_columns") == [
        f"临河:“通知公告”(编号 {cast.notices.pk})的路径是“elsewhere”,应为“xwzx/tzgg”",
        f"临河:“通知公告”(编号 {cast.notices.pk})的层级是“7”,应为“2”",
        "共 2 处不一致。可用 rebuild_columns 重建。",
    ]


def test_a_tree_is_rebuilt_and_that_is_recorded(cast, broken):
    assert run("rebuild_columns") == ["云州:本来就正确。", "临河:改正 1 个栏目。"]
    assert numbers() == broken
    row = ChangeLog.objects.get(verb=ChangeVerb.REBUILD)
    assert (row.site, row.by.username, row.changes) == (cast.county, CLOCK_USERNAME, {"columns": [None, 1]})
    assert run("verify_columns") == ["2 个站点的栏目树都正确。"]


def test_only_the_named_site_is_rebuilt(cast, broken):
    before = numbers()
    assert run("rebuild_columns", site="yunzhou") == ["云州:本来就正确。"]
    assert numbers() == before
    assert run("rebuild_columns", site="linhe") == ["临河:改正 1 个栏目。"]
    assert run("rebuild_columns", site="nowhere") == ["没有代号为“nowhere”的站点。"]


def test_columns_that_hang_nowhere_are_told_and_stay(cast):
    Column.objects.filter(pk=cast.news.pk).update(parent=cast.headlines)
    assert run("verify_columns")[-1].startswith("共 ")
    assert f"临河:“新闻中心”(编号 {cast.news.pk})从首页走不到:上级栏目不在本站,或互为上级" in run("verify_columns")
    assert run("rebuild_columns", site="linhe")[-1] == (
        "重建后仍有错:临河。请运行 verify_columns 查看,先改正上级栏目。")


def test_a_whole_trail_is_counted(cast):
    casting.referral(cast)
    assert run("verify_trail") == [
        f"变更记录:{ChangeLog.objects.count():,} 条,链完整。", f"流转记录:{Step.objects.count():,} 条,链完整。",
        "有效性流转记录:0 条,链完整。", "报送记录:1 条,链完整。"]


def test_a_row_changed_behind_the_triggers_is_told(cast):
    casting.article(cast)
    step = Step.objects.filter(site=cast.county).order_by("number")[1]
    first = ChangeLog.objects.filter(site=None).order_by("number").first() or ChangeLog.objects.earliest("number")
    with connection.cursor() as cursor:
        lower(cursor)
        cursor.execute("UPDATE submissions_step SET reason = %s WHERE id = %s", ["改过", step.pk])
        cursor.execute("UPDATE sites_changelog SET by_name = %s WHERE id = %s", ["别人", first.pk])
    owner = first.site.short_name if first.site else "全网站群"
    assert run("verify_trail") == [
        f"变更记录 · {owner} · 第 {first.number} 条:内容与指纹不符",
        f"流转记录 · 临河 · 第 {step.number} 条:内容与指纹不符",
        "共 2 处对不上。",
    ]


def lower(cursor) -> None:
    """Take the triggers away, as somebody with the database's own rights could."""
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name, table, _ in triggers(connection):
        cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))
