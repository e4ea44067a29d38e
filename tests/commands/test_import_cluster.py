"""The import: what it takes, what it refuses and says, and that it can be repeated."""

import gzip
import io
import json
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from columns.enums import ColumnType, HomeBlock
from columns.models import Column
from columns.paths import validate_slug
from columns.tree import faults
from sites import actions as site_actions
from sites.enums import ChangeVerb, SiteStatus
from sites.models import ChangeLog, Host, Site
from submissions.models import Article, Placement, Step, Submission
from tests import cast as casting

SITES = [
    {"kind": "site", "id": 1, "type": "portal", "name": "云泽市人民政府", "host": "www.gov.test"},
    {"kind": "site", "id": 2, "type": "county", "name": "青溪县人民政府", "host": "x02.gov.test"},
]
COLUMNS = [
    {"kind": "column", "id": 11, "site": 1, "parent": None, "name": "新闻中心", "slug": "xwzx"},
    {"kind": "column", "id": 12, "site": 1, "parent": 11, "name": "要闻动态", "slug": "ywdt"},
    {"kind": "column", "id": 13, "site": 1, "parent": None, "name": "政策法规", "slug": "zcfg"},
    {"kind": "column", "id": 14, "site": 1, "parent": 13, "name": "现行有效", "slug": "xxyx"},
    {"kind": "column", "id": 21, "site": 2, "parent": None, "name": "办事指南", "slug": "bszn"},
]


def article(number: int, *, site: int = 1, column: int = 12, **values) -> dict:
    return {"kind": "article", "id": number, "site": site, "column": column, "title": f"第{number}篇",
            "date": "2026-03-01T09:30:00", "source": "市政府办公室", "html": f"<p>正文{number}。</p>"} | values


CLUSTER = [*SITES, *COLUMNS, article(1), article(2, column=14), article(3, site=2, column=21)]


@pytest.fixture
def load(tmp_path):
    """Runs the import over rows (or raw lines); returns what it printed and what it refused."""

    def run(rows, *, packed=False, **options) -> tuple[str, list[str]]:
        text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
        path = tmp_path / "rows.jsonl"
        path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_cluster", str(path), stdout=out, stderr=err, no_color=True, **options)
        except CommandError as error:
            assert error.returncode == 1
            err.write(str(error))
        return out.getvalue(), err.getvalue().splitlines()

    return run


def state() -> dict:
    return {model: model.objects.count() for model in (Site, Column, Article, Placement, ChangeLog, Submission)}


@pytest.mark.django_db
def test_a_cluster_is_imported_with_its_sites_columns_and_articles(load):
    _, refused = load(CLUSTER)
    assert refused == []
    assert list(Host.objects.order_by("site").values_list("name", "is_canonical", "site__slug", "site__status")) == [
        ("www.gov.test", True, "gov", SiteStatus.PREPARING), ("x02.gov.test", True, "x02", SiteStatus.PREPARING)]
    assert list(Column.objects.order_by("tree_id", "lft").values_list("path", "column_type")) == [
        ("", ColumnType.HOME), ("xwzx", ColumnType.NEWS), ("xwzx/ywdt", ColumnType.NEWS), ("zcfg", ColumnType.POLICY),
        ("zcfg/xxyx", ColumnType.POLICY), ("", ColumnType.HOME), ("bszn", ColumnType.SERVICE)]
    assert [list(faults(site.pk)) for site in Site.objects.all()] == [[], []]
    assert set(Article.objects.values_list("origin", "title", "column__path", "body")) == {
        ("1", "第1篇", "xwzx/ywdt", "<p>正文1。</p>"), ("2", "第2篇", "zcfg/xxyx", "<p>正文2。</p>"),
        ("3", "第3篇", "bszn", "<p>正文3。</p>")}


@pytest.mark.django_db
def test_the_home_page_of_a_new_site_shows_something(load):
    load(CLUSTER)
    assert set(Column.objects.exclude(home_block="").values_list("path", "home_block")) == {
        ("xwzx/ywdt", HomeBlock.MAIN), ("zcfg", HomeBlock.POLICY)}


@pytest.mark.django_db
def test_a_home_page_that_was_arranged_stays_as_it_is(cast, load):
    Column.objects.filter(pk=cast.headlines.pk).update(home_block=HomeBlock.MAIN)
    load([SITES[1] | {"host": "linhe.localhost"}, COLUMNS[0] | {"site": 2, "slug": "bd", "name": "本地要闻"}],
         by="platform_admin")
    assert set(Column.objects.exclude(home_block="").values_list("path", flat=True)) == {"xwzx/lhyw"}


@pytest.mark.django_db
def test_articles_stand_in_their_column_and_keep_their_time(load):
    load(CLUSTER)
    at = datetime.fromisoformat("2026-03-01T09:30+08:00")
    rows = Placement.objects.values_list("article__origin", "column__path", "site__slug", "published_at", "is_live")
    assert set(rows) == {("1", "xwzx/ywdt", "gov", at, True), ("2", "zcfg/xxyx", "gov", at, True),
                         ("3", "bszn", "x02", at, True)}
    assert set(Article.objects.values_list("published_at")) == {(at,)}
    assert (Submission.objects.count(), Step.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_each_batch_leaves_a_row_in_the_change_log(load):
    load([*CLUSTER, article(4)], batch=2)
    logged = ChangeLog.objects.filter(verb=ChangeVerb.IMPORT, kind="文章").order_by("number")
    assert [(row.by_name, row.site, row.changes["sites"][1]) for row in logged] == [
        ("系统时钟", None, {"gov": 2}), ("系统时钟", None, {"gov": 1, "x02": 1})]


@pytest.mark.django_db
def test_open_opens_the_new_sites(load):
    load(SITES, open=True)
    assert set(Site.objects.values_list("status", flat=True)) == {SiteStatus.RUNNING}


@pytest.mark.django_db
def test_texts_are_sanitised_on_the_way_in(load):
    load([*SITES, *COLUMNS, article(1, html='<p onclick="f()">好<script>f()</script></p>')])
    assert Article.objects.get().body == "<p>好</p>"


@pytest.mark.django_db
def test_an_article_without_a_source_has_its_site_as_source(load):
    load([*SITES, *COLUMNS, article(1, source="")])
    assert Article.objects.get().source == "云泽市人民政府"


@pytest.mark.django_db
def test_a_second_run_changes_nothing(load):
    load(CLUSTER)
    before = state()
    out, refused = load(CLUSTER)
    assert (state(), refused) == (before, [])
    assert out.startswith("站点:新增 0,已有 2;栏目:新增 0,已有 5;文章:新增 0,已有 3;拒绝 0 行。")


@pytest.mark.django_db
def test_an_interrupted_run_is_completed_by_the_next(load):
    load(CLUSTER[:-2], packed=True)
    out, refused = load(CLUSTER, packed=True)
    assert refused == []
    assert "文章:新增 2,已有 1" in out
    assert Article.objects.count() == Placement.objects.count() == 3


@pytest.mark.django_db
def test_the_same_number_in_two_sites_is_two_articles(load):
    load([*CLUSTER, article(1, site=2, column=21)])
    assert set(Article.objects.filter(origin="1").values_list("site__slug", flat=True)) == {"gov", "x02"}


BAD_ARTICLES = [
    ({"title": ""}, "字段 title:不能为空。"),
    ({"title": "长" * 121}, "字段 title:有 121 个字,最多 120 个。"),
    ({"title": 7}, "字段 title:应为文字。"),
    ({"title": "\ud800"}, "字段 title:含有残缺的字符。"),
    ({"date": "昨天"}, "字段 date:应为时间,例如 2026-03-01T09:30:00。"),
    ({"date": "2199-01-01T00:00:00"}, "字段 date:发布时间在将来。"),
    ({"date": "0001-01-01T00:00:00+14:00"}, "字段 date:发布时间早于 1990 年,请核对。"),
    ({"id": None}, "字段 id:缺少编号。"),
    ({"id": True}, "字段 id:缺少编号。"),
    ({"column": 99}, "字段 column:前面没有编号为 99 的栏目。"),
    ({"site": 2}, "字段 column:栏目 12 不属于站点 2。"),
    ({"html": ""}, "字段 html:不能为空。"),
    ({"html": "<script>f()</script>"}, "字段 html:正文里没有可以保留的内容。"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("values", "reason"), BAD_ARTICLES, ids=[reason for _, reason in BAD_ARTICLES])
def test_a_bad_article_is_named_and_the_rest_is_imported(load, values, reason):
    rows = [*SITES, *COLUMNS, article(1), article(2) | values, article(3)]
    out, refused = load([json.dumps(row) for row in rows])
    assert refused == [f"第 9 行,{reason}", "有 1 行没有导入,原因见上面各行;改好后可以用同一个文件再导入一次。"]
    assert set(Article.objects.values_list("origin", flat=True)) == {"1", "3"}
    assert "文章:新增 2,已有 0;拒绝 1 行。" in out


def said_of(check, value: str) -> str:
    """What the project itself says of a malformed value."""
    with pytest.raises(ValidationError) as refused:
        check(value)
    return refused.value.messages[0]


BAD_LINES = [
    ("{", "不是一行完整的 JSON。"),
    ("[1]", "应为一个 JSON 对象。"),
    ('{"kind": "page"}', "字段 kind:应为 site、column 或 article。"),
    (SITES[1] | {"type": "city"}, "字段 type:应为 portal、county、department 之一。"),
    (SITES[1] | {"type": "portal"}, "字段 type:一个网站群只有一个门户。"),
    (SITES[1] | {"host": "a b"}, f"字段 host:{said_of(lambda value: Host(name=value).clean(), 'a b')}"),
    (SITES[1] | {"name": "云泽市人民政府"}, "字段 name:已有名为“云泽市人民政府”的站点,但它的域名不是 x02.gov.test。"),
    (COLUMNS[0] | {"site": 9}, "字段 site:前面没有编号为 9 的站点。"),
    (COLUMNS[0] | {"parent": 9}, "字段 parent:本站前面没有编号为 9 的栏目。"),
    (COLUMNS[0] | {"slug": "新闻"}, f"字段 slug:{said_of(validate_slug, '新闻')}"),
    (COLUMNS[0] | {"slug": "admin"}, f"字段 slug:{said_of(validate_slug, 'admin')}"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("line", "reason"), BAD_LINES, ids=[reason for _, reason in BAD_LINES])
def test_a_bad_line_is_named_and_the_rest_is_imported(load, line, reason):
    _, refused = load([SITES[0], "", line, COLUMNS[0]])
    assert refused == [f"第 3 行,{reason}", "有 1 行没有导入,原因见上面各行;改好后可以用同一个文件再导入一次。"]
    assert (Site.objects.count(), Column.objects.count()) == (1, 2)


@pytest.mark.django_db
def test_two_columns_of_one_name_under_one_parent_are_not_both_imported(load):
    _, refused = load([*SITES, *COLUMNS, COLUMNS[1] | {"id": 15, "slug": "yw"}])
    assert refused[0] == "第 8 行,字段 name:上级栏目不能放它,或已有叫“要闻动态”的下级栏目。"
    assert set(Column.objects.filter(site__slug="gov").values_list("path", flat=True)) == {
        "", "xwzx", "xwzx/ywdt", "zcfg", "zcfg/xxyx"}


@pytest.mark.django_db
def test_text_that_is_not_utf_8_is_named(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(json.dumps(SITES[0], ensure_ascii=False).encode("gb18030"))
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_cluster", str(path), stderr=err, stdout=io.StringIO(), no_color=True)
    assert err.getvalue() == "第 1 行,不是 UTF-8 文字。\n"


@pytest.mark.django_db
def test_many_refused_rows_are_not_all_listed(load):
    _, refused = load([article(number) for number in range(1, 300)])
    assert len(refused) == 202
    assert refused[-2] == "被拒绝的行太多,其余的不再逐行列出;加 -v 2 可列出全部。"
    assert refused[-1].startswith("有 299 行没有导入")


def test_into_a_cluster_at_work_rows_come_by_a_platform_administrator(cast, load):
    rows = [SITES[1], COLUMNS[4], article(3, site=2, column=21)]
    before = state()
    assert load(rows) == ("", ["已有平台管理员,请用 --by 写明以哪位的名义导入。"])
    assert load(rows, by="site_admin") == ("", ["“site_admin”不是平台管理员,不能导入。"])
    assert load(rows, by="nobody") == ("", ["没有用户名为“nobody”的人员。"])
    assert state() == before
    _, refused = load(rows, by="platform_admin")
    assert refused == []
    assert ChangeLog.objects.filter(verb=ChangeVerb.IMPORT, kind="文章").get().by == cast.platform_admin


def test_rows_join_the_site_and_the_columns_that_are_there(cast, load):
    rows = [SITES[1] | {"host": "LINHE.localhost:80"}, COLUMNS[0] | {"site": 2}, article(5, site=2, column=11)]
    columns = Column.objects.count()
    out, refused = load(rows, by="platform_admin")
    assert refused == []
    assert out.startswith("站点:新增 0,已有 1;栏目:新增 0,已有 1;文章:新增 1,已有 0;")
    assert (Article.objects.get().column, Column.objects.count()) == (cast.news, columns)


def test_a_column_that_is_only_a_link_takes_no_articles_and_no_columns(cast, load):
    casting.column(cast.home, "jump", "外链", link_url="https://www.example.gov.cn/", by=cast.platform_admin,
                   at=timezone.now())
    link = {"kind": "column", "id": 31, "site": 2, "parent": None, "name": "外链", "slug": "jump"}
    rows = [SITES[1] | {"host": "linhe.localhost"}, link, link | {"id": 32, "parent": 31, "slug": "a"},
            article(5, site=2, column=31)]
    _, refused = load(rows, by="platform_admin")
    assert refused[:2] == ["第 3 行,字段 name:上级栏目不能放它,或已有叫“外链”的下级栏目。",
                           "第 4 行,字段 column:“外链”只是一个链接,不放文章。"]
    assert Article.objects.count() == 0


@pytest.mark.django_db
def test_a_missing_file_is_said(load):
    with pytest.raises(CommandError, match="没有文件“nowhere.jsonl”。"):
        call_command("import_cluster", "nowhere.jsonl")


@pytest.mark.django_db
def test_a_cut_archive_keeps_what_was_read(tmp_path, load):
    whole = gzip.compress("\n".join(json.dumps(row) for row in CLUSTER).encode(), compresslevel=0)
    path = tmp_path / "rows.gz"
    path.write_bytes(whole[:-40])
    with pytest.raises(CommandError, match="压缩文件不完整"):
        call_command("import_cluster", str(path), stdout=io.StringIO(), batch=1)
    _, refused = load(CLUSTER)
    assert (refused, Article.objects.count()) == ([], 3)


@pytest.mark.django_db
def test_the_clock_does_not_import_once_there_is_an_administrator(cast, load):
    assert site_actions.clock().username == "clock"
    assert load(SITES, by="clock") == ("", ["“clock”不是平台管理员,不能导入。"])
