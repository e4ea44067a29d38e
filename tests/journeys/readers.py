"""The public pages that reader's journeys visit, of all three kinds of site, each with something to read."""

from django.utils import timezone

from columns.enums import ColumnType, HomeBlock
from columns.models import Column
from sites.enums import SiteKind
from tests import cast as casting
from tests.portal.making import attach, column, publish, publish_many, upload

TABLE = (
    "<table><caption>绕行路线</caption><tbody>"
    "<tr><th>出发方向</th><th>前往方向</th><th>建议路线</th><th>增加里程</th><th>备注</th></tr>"
    "<tr><td>西岸中心城区</td><td>东岸科教园区</td><td>滨江西路至云水三桥至云水大道</td><td>约3.2公里</td><td>夜间</td></tr>"
    "</tbody></table>"
)
BODY = (
    "<h2>一、管制时间</h2><p>自12月1日起封闭检修。期间请绕行；公交照常。</p>" + TABLE +
    '<p>查询地址:<a href="https://www.example.org/a-very-long-address-that-never-breaks/0123456789/index.html">'
    "https://www.example.org/a-very-long-address-that-never-breaks/0123456789/index.html</a></p>"
)
MODES = {"plain": "", "elder": "?elder=1", "contrast": "?contrast=1", "large": "?size=large", "small": "?size=small",
         "all": "?elder=1&contrast=1&size=large"}


def furnish(cast) -> dict[str, tuple]:
    """Name of a page → its site and path."""
    department = casting.found(
        by=cast.platform_admin, at=timezone.now(), slug="jiaoyu", name="云州市教育局", short_name="市教育局",
        kind=SiteKind.DEPARTMENT, identity_code="0000000011")
    home = Column.objects.get(site=department, parent=None)
    duties = column(cast, home, "zyzz", "主要职责", column_type=ColumnType.FUNCTIONS)
    publish(duties, title="主要职责", body="<p>贯彻教育方针。</p>")
    Column.objects.filter(pk=cast.headlines.pk).update(home_block=HomeBlock.MAIN)
    Column.objects.filter(pk=cast.portal_news.pk).update(home_block=HomeBlock.MAIN)
    for root in (cast.portal_home, cast.home, home):
        furnish_home(cast, root)
    publish_many(cast.headlines, 45)
    publish_many(cast.portal_news, 8)
    article = publish(cast.policy, title="关于云水一桥夜间检修期间临时交通管制的通告", body=BODY, validity="valid",
                      document_number="云政发〔2026〕14号", author="林拟稿")
    attach(article, upload(cast, cast.county, "临时交通管制路段和绕行路线一览表（2026年修订）.docx"))
    return {
        "portal": (cast.portal, "/"), "county": (cast.county, "/"), "department": (department, "/"),
        "list": (cast.county, "/xwzx/"), "article": (cast.county, article.address), "map": (cast.county, "/map/"),
        "missing": (cast.county, "/nowhere/"), "traditional": (cast.county, f"/zh-hant{article.address}"),
    }


def furnish_home(cast, root: Column) -> None:
    notices = column(cast, root, "gg", "公告", home_block=HomeBlock.SIDE)
    services = column(cast, root, "bsfw", "办事服务", column_type=ColumnType.SERVICE, home_block=HomeBlock.SERVICES)
    documents = column(cast, root, "zfwj", "政府文件", column_type=ColumnType.POLICY, home_block=HomeBlock.POLICY)
    row = column(cast, root, "yjzj", "意见征集", column_type=ColumnType.CONSULTATION, home_block=HomeBlock.ROW)
    for name in ("我要结婚", "我要开公司", "老年人"):
        publish_many(column(cast, services, f"fw{len(name)}", name, column_type=ColumnType.SERVICE), 2)
    for place in (notices, documents, row):
        publish_many(place, 6)
