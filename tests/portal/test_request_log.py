"""Each request has a number that leads from the screen to the log; the log says nothing about persons."""

import json
import logging
from io import StringIO

import pytest
from django.test import Client, RequestFactory

from portal import celery_app
from portal.logs import logging_settings
from portal.views import server_error
from publishing.rendering import fetch
from tests.desk.reading import client_of


@pytest.fixture
def lines():
    """What the JSON form writes of the records of a logger."""
    written, form = StringIO(), logging_settings("json", "INFO")["formatters"]["json"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(form["()"](**{name: value for name, value in form.items() if name != "()"}))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda name: [line for line in map(json.loads, written.getvalue().splitlines()) if line["logger"] == name]
    root.removeHandler(handler)


def get(path: str, **headers):
    return Client(headers={"host": "linhe.localhost"} | headers).get(path)


def test_a_line_says_what_was_asked_and_answered_and_nothing_else(cast, lines):
    answer = get("/map/?q=张三", **{"x-forwarded-for": "203.0.113.7"})
    [line] = lines("portal.requests")
    line.pop("message", None)  # left on the record by pytest's own handler
    assert line.pop("ms") >= 0
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request", "level": "info", "logger": "portal.requests", "request_id": answer["X-Request-ID"],
        "method": "GET", "host": "linhe.localhost", "path": "/map/", "status": 200, "view": "map", "user": None}


def test_a_page_rendered_ahead_is_nobodys_request(cast, lines):
    assert fetch("linhe.localhost", "/map/").status_code == 200
    assert lines("portal.requests") == []


def test_who_works_in_the_desk_stands_in_the_line_by_number(cast, lines):
    client_of(cast.drafter).get("/admin/")
    assert [line["user"] for line in lines("portal.requests")][-1] == cast.drafter.pk


@pytest.mark.parametrize(("proxies", "given", "is_taken"), [
    (1, "0123456789abcdef", True), (0, "0123456789abcdef", False), (1, "short", False), (1, "x" * 65, False),
    (1, "with space and more", False),
])
def test_a_number_is_taken_from_our_own_proxy_alone(cast, settings, proxies, given, is_taken):
    settings.TRUSTED_PROXIES = proxies
    number = get("/map/", **{"x-request-id": given})["X-Request-ID"]
    assert (number == given) == is_taken
    assert len(number) == (len(given) if is_taken else 32)


def test_the_page_of_a_fault_shows_the_number():
    request = RequestFactory().get("/")
    request.number = "0123456789abcdef"
    assert "<code>0123456789abcdef</code>" in server_error(request).content.decode()


def test_a_record_of_django_never_shows_the_query(lines):
    request = RequestFactory().get("/search/?q=张三")
    logging.getLogger("django.request").error("Internal Server Error: %s", request.path, extra={"request": request})
    [line] = lines("django.request")
    assert (line["event"], "request" in line) == ("Internal Server Error: /search/", False)
    assert "张三" not in json.dumps(line, ensure_ascii=False)


def test_a_traceback_shows_no_values(lines):
    telephone = "".join(["138", "12345678"])
    try:
        raise ValueError(f"号码有 {len(telephone)} 位")
    except ValueError:
        logging.getLogger("portal.trying").exception("failed")
    [line] = lines("portal.trying")
    assert line["exception"].endswith("ValueError: 号码有 11 位")
    assert telephone not in line["exception"]


def test_a_task_speaks_under_its_own_number_when_nobody_sent_it(lines):
    @celery_app.task(name="tests.speaking")
    def speaking():
        logging.getLogger("portal.speaking").info("done")

    speaking.apply(task_id="task-0001")
    speaking.apply(task_id="task-0002", headers={"request_id": "of-the-request"})
    del celery_app.tasks["tests.speaking"]
    assert [(line["request_id"], line["task"]) for line in lines("portal.speaking")] == [
        ("task-0001", "tests.speaking"), ("of-the-request", "tests.speaking")]
