"""Every page of the desk fits the strict Content-Security-Policy and is sound HTML for those who hear it read."""

from collections import Counter

import pytest
from django.utils import timezone

from sites.enums import Role
from sites.models import ChangeLog, Post
from submissions import actions
from submissions.enums import State
from submissions.models import Step
from tests import cast as casting
from tests.desk.reading import Page, client_of

NOW = timezone.now()

ADDRESSES = {
    "anonymous": ["login/?idle=1"],
    "drafter": ["", "submissions/submission/", "submissions/submission/add/", "submissions/submission/{draft}/change/",
                "submissions/submission/{draft}/review/", "submissions/submission/{draft}/compare/",
                "submissions/submission/{returned}/change/", "submissions/article/",
                "submissions/article/{article}/page/", "submissions/step/", "submissions/step/{step}/change/",
                "password_change/", "password_change/done/"],
    "officer": ["", "submissions/submission/{officer_review}/review/", "submissions/article/{other}/withdrawal/",
                "submissions/withdrawal/", "submissions/withdrawal/{withdrawal}/page/"],
    "supervisor": ["", "submissions/submission/?queue=waiting", "submissions/submission/{supervisor_review}/review/",
                   "submissions/submission/{approved}/review/", "submissions/submission/{scheduled}/review/",
                   "submissions/submission/batch/?ids={supervisor_review},{officer_review}",
                   "submissions/withdrawal/{withdrawal}/page/"],
    "site_admin": ["", "columns/column/", "columns/column/add/", "columns/column/{column}/change/",
                   "columns/column/{column}/move/", "columns/column/{column}/merge/", "columns/column/{column}/remove/",
                   "sites/post/", "sites/post/add/", "sites/post/{post}/change/", "sites/post/{post}/dismiss/",
                   "sites/user/", "sites/user/add/", "sites/user/{user}/change/", "sites/organisation/",
                   "sites/organisation/{unit}/change/", "sites/site/", "sites/site/{site}/change/",
                   "sites/changelog/", "sites/changelog/{log}/change/"],
    "platform_admin": ["", "sites/site/add/"],
    "bureau": ["", "sites/site/{site}/change/", "submissions/submission/{supervisor_review}/review/"],
}


@pytest.fixture
def objects(cast) -> dict[str, int]:
    """One of everything the addresses name."""
    found = {state.value: casting.in_state(cast, state, at=NOW).pk for state in (
        State.DRAFT, State.OFFICER_REVIEW, State.SUPERVISOR_REVIEW, State.RETURNED, State.APPROVED, State.SCHEDULED)}
    article, other = casting.article(cast, at=NOW), casting.article(cast, at=NOW)
    withdrawal = actions.request_withdrawal(article=article, reason_type="expired", reason="过期",
                                            by=cast.officer, at=NOW)
    return found | {
        "article": article.pk, "other": other.pk, "withdrawal": withdrawal.pk, "column": cast.notices.pk,
        "step": Step.objects.filter(submission=found["returned"]).latest("pk").pk,
        "post": Post.objects.get(user=cast.drafter, role=Role.DRAFTER).pk, "user": cast.drafter.pk,
        "unit": cast.office.pk, "site": cast.county.pk,
        "log": ChangeLog.objects.filter(site=cast.county).latest("pk").pk,
    }


def faults(page: Page) -> list[str]:
    root = page.root
    found = [f"inline style: {tag.tag}" for tag in root.xpath("//style | //*[@style]")]
    found += [f"inline script: {tag.text!r:.60}" for tag in root.xpath("//script[not(@src)]")
              if tag.get("type") != "application/json"]
    found += [f"handler: {name}" for tag in root.xpath("//*") if isinstance(tag.tag, str)
              for name in tag.attrib if name.startswith("on")]
    found += [f"from elsewhere: {address}" for address in root.xpath("//script/@src | //link/@href | //img/@src")
              if not address.startswith(("/static/", "/admin/"))]
    found += [f"picture without alt: {tag.get('src')}" for tag in root.xpath("//img[not(@alt)]")]
    ids = Counter(root.xpath("//*/@id"))
    found += [f"id twice: {name}" for name, times in ids.items() if times > 1]
    found += [f"label for nothing: {name}" for name in root.xpath("//label/@for") if name not in ids]
    found += [f"described by nothing: {name}" for names in root.xpath("//@aria-describedby | //@aria-labelledby")
              for name in names.split() if name not in ids]
    found += [f"{len(root.xpath('//h1'))} h1"] * (len(root.xpath("//h1")) != 1)
    found += ["English: " + word for word in ("Save", "Delete", "Home", "Log out") if f">{word}<" in
              page.response.content.decode()]
    return found


@pytest.mark.parametrize("person", ADDRESSES)
def test_no_page_carries_inline_style_or_script_or_breaks_its_labels(cast, objects, person):
    client = client_of(None if person == "anonymous" else getattr(cast, person))
    found = {}
    for address in ADDRESSES[person]:
        page = Page(client.get("/admin/" + address.format(**objects)))
        assert page.status == 200, address
        assert page.root.get("lang") == "zh-Hans"
        found[address] = faults(page)
    assert found == {address: [] for address in ADDRESSES[person]}


def test_only_the_writing_form_relaxes_the_policy(cast, objects):
    """TinyMCE writes style attributes and shows a pasted picture as a blob; no other page may."""
    client = client_of(cast.drafter)
    screen = "/admin/submissions/submission/"
    addresses = ("/admin/", screen, f"{screen}add/", f"{screen}{objects['draft']}/review/")
    policies = {address: client.get(address)["Content-Security-Policy"] for address in addresses}
    relaxed = {address for address, policy in policies.items() if "unsafe-inline" in policy or "blob:" in policy}
    assert relaxed == {f"{screen}add/"}
    assert all("default-src 'self'" in policy for policy in policies.values())
