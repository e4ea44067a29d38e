"""Style sheets and scripts: named by their digest once they are collected, by their plain name before."""

import pytest

from portal.statics import CollectedStorage


@pytest.fixture
def storage(tmp_path):
    (tmp_path / "site.css").write_text("body { color: red }")
    return CollectedStorage(location=tmp_path, base_url="/static/")


def test_before_collecting_a_file_goes_by_its_plain_name(storage):
    assert storage.url("site.css") == "/static/site.css"


def test_after_collecting_its_digest_is_in_the_name(storage, tmp_path):
    list(storage.post_process({"site.css": (storage, "site.css")}))
    assert storage.url("site.css") == "/static/site.79ea9f8fb6de.css"
    assert (tmp_path / "site.79ea9f8fb6de.css").read_text() == "body { color: red }"


def test_a_file_that_came_after_collecting_goes_by_its_plain_name(storage, tmp_path):
    list(storage.post_process({"site.css": (storage, "site.css")}))
    (tmp_path / "new.css").write_text("")
    assert storage.url("new.css") == "/static/new.css"
