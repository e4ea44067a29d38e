"""The sign-in page and the public pages of each kind of site: no axe violation, at a desk and on a phone."""

import pytest

from tests import cast as casting
from tests.journeys.conftest import NARROW, WIDE


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["desk", "phone"])
def test_sign_in_and_public_pages(house, cast, axe, viewport):
    live = casting.article(cast, column=cast.notices)
    page = house.visitor(viewport=viewport)
    for address in (
        house.url(cast.portal, "/admin/login/"), house.url(cast.portal), house.url(cast.county),
        house.url(cast.county, "/xwzx/tzgg/"), house.url(cast.county, live.address), house.url(cast.county, "/map/"),
        house.url(cast.county, "/nothing-here/"),
    ):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
