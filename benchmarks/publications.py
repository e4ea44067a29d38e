"""Prints, as JSON, of a number of publications: seconds from the approval until the public sees it everywhere, fetched
over HTTP at FRONT_ADDRESS, and how many kept pages each expired."""

import json
import sys
import time
from urllib.parse import urlencode

import measuring

measuring.set_up()

import httpx  # noqa: E402
from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from columns import actions as column_actions  # noqa: E402
from columns.queries import home_column  # noqa: E402
from publishing.models import Page  # noqa: E402
from publishing.store import public_host  # noqa: E402
from publishing.tags import CHUNK  # noqa: E402
from sites import actions as site_actions  # noqa: E402
from sites.enums import Role  # noqa: E402
from sites.models import Host, User  # noqa: E402
from submissions import actions  # noqa: E402
from submissions.actions import SecrecyFindings  # noqa: E402
from submissions.enums import SecrecyConclusion, SecrecyGround  # noqa: E402
from submissions.models import Article, Placement  # noqa: E402

PATIENCE = 20
SECRECY = SecrecyFindings(SecrecyConclusion.PUBLIC, SecrecyGround.NEWS, reviewer="测试", number="测〔2026〕1号")


class Publications:
    """Manuscripts for the column with the most articles, by a drafter, an officer and a supervisor of its site."""

    def __init__(self):
        largest = Placement.objects.raw(
            "SELECT MIN(id) AS id, column_id FROM submissions_placement GROUP BY column_id "
            "ORDER BY COUNT(*) DESC LIMIT 1")[0]
        self.column = largest.column
        self.site = self.column.site
        self.host = public_host(Host.objects.get(site=self.site, is_canonical=True).name)
        self.drafter, self.officer, self.supervisor = (
            self.person(role) for role in (Role.DRAFTER, Role.INFO_OFFICER, Role.SUPERVISOR))
        self.client = httpx.Client(base_url=settings.FRONT_ADDRESS, headers={"Host": self.host}, trust_env=False)

    def person(self, role: Role) -> User:
        clock, at = site_actions.clock(), timezone.now()
        if not User.objects.filter(username="benchmark-admin").exists():
            admin = site_actions.create_user(home_site=self.site, username="benchmark-admin", name="管理",
                                             password="Yunzhou-2026-yz", by=clock, at=at)
            column_actions.appoint(user=admin, site=self.site, role=Role.PLATFORM_ADMIN, columns=[], by=clock, at=at)
        admin = User.objects.get(username="benchmark-admin")
        found = User.objects.filter(username=f"benchmark-{role}").first()
        if found:
            return found
        person = site_actions.create_user(home_site=self.site, username=f"benchmark-{role}", name="测试",
                                          password="Yunzhou-2026-yz", by=admin, at=at)
        column_actions.appoint(user=person, site=self.site, role=role, columns=[home_column(self.site)], by=admin,
                               at=at)
        return person

    def one(self, number: int) -> tuple[float, int]:
        title = f"测量用稿第{number}号{timezone.now():%H%M%S%f}"
        submission = actions.create_submission(
            column=self.column, by=self.drafter, at=timezone.now(),
            content={"title": title, "body": f"<p>{title}正文。</p>" * 20, "source": "测试"})
        submission = actions.submit(submission=submission, by=self.drafter, at=timezone.now())
        submission = actions.pass_review(submission=submission, by=self.officer, at=timezone.now())
        chunk = f"/sitemap-{Article.objects.order_by('-pk').first().pk // CHUNK}.xml"
        places = ["/", self.column.address, f"{self.column.address}feed.atom", "/feed.atom", "/sitemap.xml", chunk]
        for path in places:
            self.client.get(path)
        before = set(Page.objects.values_list("path", flat=True))
        start = time.perf_counter()
        article = actions.approve_and_publish(submission=submission, by=self.supervisor, at=timezone.now(),
                                              secrecy=SECRECY)
        until = [article.address, self.column.address, "/", "/feed.atom", f"/sitemap-{article.pk // CHUNK}.xml",
                 f"/search/?{urlencode({'q': title})}"]
        for path in until:
            self.wait(path, article.address)
        seconds = time.perf_counter() - start
        return seconds, len(before - set(Page.objects.filter(kept_at__lt=article.published_at)
                                         .values_list("path", flat=True)))

    def wait(self, path: str, wanted: str) -> None:
        last = time.perf_counter() + PATIENCE
        while wanted not in self.client.get(path).text:
            if time.perf_counter() > last:
                sys.exit(f"{wanted} is not seen at {path}")


def main(times: int) -> None:
    publications = Publications()
    publications.one(0)
    seconds, expired = zip(*(publications.one(number) for number in range(1, times + 1)), strict=True)
    sys.stdout.write(json.dumps({"seconds": seconds, "expired": expired}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
