"""Which addresses are the public Internet; pure."""

import ipaddress

TRANSLATED = tuple(map(ipaddress.ip_network, (
    "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0/96", "::/96",
)))
"""IPv6 addresses that carry an IPv4 one (NAT64, 6to4, Teredo, mapped, compatible): a way around any list of IPv4."""


def is_public(address: str) -> bool:
    """False for private, loopback, link-local (cloud metadata too), shared, reserved, multicast, and for no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # also an IPv6 address with a zone
        return False
    if found.version == 6 and any(found in network for network in TRANSLATED):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)
