"""What may be fetched from outside. One object says all of it; nothing else in the project weakens it."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from submissions.fetching.addresses import is_public

MEGABYTE = 1024 * 1024


def resolved(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver knows for a host name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(entry[4][0] for entry in found))


@dataclass(frozen=True)
class Policy:
    """Ports, limits, and how names become addresses. Sizes in bytes, times in seconds.

    `exempt` names addresses that may be visited although they are not public, at any port: none in production.
    """

    ports: frozenset[int] = frozenset({80, 443})
    exempt: frozenset[str] = field(default_factory=frozenset)
    resolve: Callable[[str, int], list[str]] = resolved
    page_bytes: int = 2 * MEGABYTE
    file_bytes: int = 20 * MEGABYTE
    header_bytes: int = 32 * 1024
    seconds: float = 20
    redirects: int = 5
    pause: float = 1

    def is_open(self, address: str) -> bool:
        return address in self.exempt or is_public(address)

    def may_visit(self, address: str, port: int) -> bool:
        return address in self.exempt or (port in self.ports and is_public(address))


PUBLIC = Policy()


def policy_in_force() -> Policy:
    """`settings.FETCH_POLICY`: no variable of the environment, so that no deployment can weaken it by mistake."""
    return import_string(settings.FETCH_POLICY)
