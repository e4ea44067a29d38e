"""The shared cache may vanish: whoever asks it goes on as if it were empty."""

import socket
import time

import pytest

from portal.caching import SurvivingRedisCache


@pytest.fixture
def away():
    """Where nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    return SurvivingRedisCache(f"redis://127.0.0.1:{port}/0", {"OPTIONS": {"socket_connect_timeout": 1}})


def test_a_cache_that_is_away_is_an_empty_one_and_answers_at_once(away):
    begun = time.monotonic()
    assert away.get("a", "otherwise") == "otherwise"
    assert away.add("a", 1) is True
    assert away.set("a", 1) is None
    assert away.incr("a", 3) == 3
    assert (away.touch("a"), away.delete("a"), away.has_key("a")) == (False, False, False)
    assert (away.get_many(["a"]), away.set_many({"a": 1}), away.delete_many(["a"])) == ({}, [], None)
    assert time.monotonic() - begun < 2
