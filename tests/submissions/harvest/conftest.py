import pytest

from tests.submissions.harvest.source import serving


@pytest.fixture
def source(settings):
    """The site on loopback, and the policy that lets it be visited."""
    settings.FETCH_POLICY = "tests.submissions.harvest.source.LOOPBACK"
    with serving() as site:
        yield site


