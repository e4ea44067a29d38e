"""Founds the demo's sites: units, columns, people and their posts, by the project's own actions."""

from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime

from columns import actions as column_actions
from columns.enums import HomeBlock
from columns.models import Column
from columns.queries import home_column
from columns.scope import forget
from portal.demo import people
from portal.demo.reading import LINK, DemoError, SiteTexts
from sites import actions
from sites.enums import Role, SiteLanguage, SiteStatus
from sites.models import Organisation, Site, User
from submissions.models import Attachment

EXTRA_HOSTS = ("localhost", "127.0.0.1")
"""Further names of the portal, which redirect to its own."""
NATIONAL = ("https://mark.example/site/{}", "https://report.example/site/{}")
"""Fictional addresses of the national register of marks and of 我为政府网站找错, by identity code."""
SITE_FIELDS = ("name", "short_name", "kind", "identity_code", "icp_number", "police_number", "contact", "seal",
               "primary_color", "accent_color", "slogan")


@dataclass
class Place:
    """A founded site with everything its writers need."""

    texts: SiteTexts
    site: Site
    units: dict[str, Organisation] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    pictures: dict[str, Future] = field(default_factory=dict)
    uploads: list[Attachment] = field(default_factory=list)
    serials: Counter = field(default_factory=Counter)

    def serial(self, register: str, year: int) -> int:
        """The next number of a register that begins anew each year."""
        self.serials[register, year] += 1
        return self.serials[register, year]

    def is_numbered(self, issuer: str) -> bool:
        """Does a rule number the documents of the unit with this name?"""
        return any(unit.name == issuer and unit.credit_code for unit in self.units.values())

    def column(self, path: str, wanted_by: str) -> Column:
        if path not in self.columns:
            raise DemoError(f"演示数据 {self.texts.slug}:“{wanted_by}”写在没有的栏目 {path} 里。")
        return self.columns[path]


@dataclass
class Founding:
    """Founds site after site. The clock begins, as in a real cluster: it founds the portal and appoints the first
    platform administrator, who does the rest."""

    at: datetime
    password: str
    slugs: frozenset[str]
    pictures: dict[str, Future]
    admin: User | None = None
    places: dict[str, Place] = field(default_factory=dict)

    def found(self, texts: SiteTexts) -> Place:
        by = self.admin or actions.clock()
        values = {name: texts.site[name] for name in SITE_FIELDS}
        values["language"] = texts.site.get("language", SiteLanguage.CHINESE)
        values["mark_url"], values["error_report_url"] = (url.format(values["identity_code"]) for url in NATIONAL)
        hosts = [f"{texts.slug}.localhost", *(() if self.admin else EXTRA_HOSTS)]
        site = column_actions.found_site(by=by, at=self.at, hosts=hosts, slug=texts.slug, order=len(self.places),
                                         status=SiteStatus.RUNNING, **values)
        place = self.places[texts.slug] = Place(texts, site, pictures=self.pictures)
        forget(by)
        self.units(place, by)
        if self.admin is None:
            self.administrators(place, by)
        self.columns(place, self.admin)
        self.crew(place, len(self.places))
        return place

    def units(self, place: Place, by: User) -> None:
        for values in place.texts.organisations:
            place.units[values["key"]] = actions.create_organisation(
                site=place.site, by=by, at=self.at, name=values["name"], short_name=values["short_name"],
                credit_code=values.get("credit_code", ""), parent=place.units.get(values.get("parent", "")),
            )
        values = {name: place.units[place.texts.site[name]] for name in ("sponsor", "operator")}
        column_actions.change_site(site=place.site, values=values, by=by, at=self.at)

    def administrators(self, portal: Place, clock: User) -> None:
        """`admin` by the clock, `bureau` by `admin`."""
        for username, (name, role) in people.CLUSTER.items():
            by = self.admin or clock
            user = self.account(portal, username, name, by=by)
            column_actions.appoint(user=user, site=portal.site, role=role, columns=[], by=by, at=self.at)
            self.admin = self.admin or user

    def columns(self, place: Place, by: User) -> None:
        place.columns[""] = home_column(place.site)
        for values in place.texts.columns:
            path, link = values["path"], values.get("link", "")
            target = LINK.search(link)
            if target and target[1] not in self.slugs:
                continue
            above, _, slug = path.rpartition("/")
            place.columns[path] = column_actions.create_column(
                parent=place.column(above, values["name"]), by=by, at=self.at, slug=slug, name=values["name"],
                column_type=values["type"], freshness=values["freshness"], interval_days=values.get("interval_days"),
                organisation=place.units.get(values.get("unit", "")), description=values["description"],
                keywords=values["keywords"], home_block=values.get("home", HomeBlock.NONE),
                link_url=LINK.sub(r"http://\1.localhost", link), is_visible=not values.get("hidden", False),
            )

    def crew(self, place: Place, number: int) -> None:
        home = place.columns[""]
        for part, (role, _) in people.CREW.items():
            user = self.account(place, f"{place.site.slug}-{part}", people.name_of(place.site.slug, part, number))
            place.people[part] = user
            self.appoint(user, place, role, [] if role == Role.SITE_ADMIN else [home])
        slug, part, path = people.SECOND_DRAFTER
        if place.site.slug == slug:
            place.people[part] = self.account(place, f"{slug}-{part}", people.NAMES[slug][part])
            self.appoint(place.people[part], place, Role.DRAFTER, [place.column(path, part)])

    def second_posts(self) -> None:
        """One person works in two sites: the county's officer also drafts county news for the portal."""
        home, part, elsewhere, path = people.SECOND_POST
        if home in self.places and elsewhere in self.places:
            other = self.places[elsewhere]
            self.appoint(self.places[home].people[part], other, Role.DRAFTER, [other.column(path, part)])

    def appoint(self, user: User, place: Place, role: Role, columns: list[Column]) -> None:
        column_actions.appoint(user=user, site=place.site, role=role, columns=columns, by=self.admin, at=self.at)

    def account(self, place: Place, username: str, name: str, by: User | None = None) -> User:
        keeps = username.endswith("admin") or username in people.CLUSTER
        unit = place.site.operator if keeps else place.site.sponsor
        return actions.create_user(
            home_site=place.site, username=username, name=name, organisation=unit, password=self.password,
            email=f"{username}@yunzhou.example",
            must_change_password=False, by=by or self.admin, at=self.at,
        )
