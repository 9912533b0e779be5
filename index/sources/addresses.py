"""Which web addresses may be fetched: those of the public internet, said in the plain way. Pure, no network.

Every refusal is the same AddressRefused, so that nobody learns from it what stands inside the network.
"""

import ipaddress
import re

from yarl import URL

from index.errors import AddressRefused

_URL_LENGTH = 2_048
# 80 and 443 are the web's; 8080 and 8443 are where small sites put it. Others would make this a port scanner.
_PORTS = frozenset({80, 443, 8080, 8443})

# Spaces, controls, backslashes, brackets and quotes: programs disagree on what they mean in an address.
_AMBIGUOUS = re.compile(
    '[\\s\\\\\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff<>"]'
)
# What stands before an @ or behind a % only serves to make a host look like another.
_SHAPE = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[^/?#@%:\[\]]+)(?::[0-9]*)?(?:[/?#].*)?", re.IGNORECASE)
_HOST_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# A last label that is a number makes the whole a number to some programs: 0x7f.1, 2130706433, 127.1.
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")

# Names that are never of the public internet: RFC 6761, RFC 6762, RFC 8375, RFC 9476 and what routers hand out.
_INNER_NAMES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "in-addr.arpa",
    "ip6.arpa",
    "test",
    "invalid",
    "onion",
    "alt",
)

# https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast and reserved space above it.
_INNER_IPV4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    )
)
# https://www.iana.org/assignments/ipv6-unicast-address-assignments: only 2000::/3 is handed out to anybody.
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
# https://www.iana.org/assignments/iana-ipv6-special-registry: what lies inside it and isn't the public internet,
# Teredo (in 2001::/23) and 6to4 (2002::/16) among it, which carry an IPv4 address inside.
_INNER_IPV6 = tuple(
    map(
        ipaddress.IPv6Network,
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "3ffe::/16"),
    )
)


def is_public(address: str) -> bool:
    """Tell whether an IP address is one anybody on the internet can have."""
    if "%" in address:  # a zone: the address is of one network interface
        return False
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    # Python's own judgement comes first; it knows less, and different things with each release.
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved or parsed.is_unspecified:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in network for network in _INNER_IPV4)
    return parsed in _PUBLIC_IPV6 and not any(parsed in network for network in _INNER_IPV6)


def check_url(address: str) -> URL:
    """Return a web address in its normal form without its fragment; raise AddressRefused when it can't be public."""
    written = address.strip(" ")
    if len(written) > _URL_LENGTH or _AMBIGUOUS.search(written) or _SHAPE.fullmatch(written) is None:
        raise AddressRefused(address)
    try:
        url = URL(written)
        host, port = (url.raw_host or "").lower(), url.port
    except ValueError as error:
        raise AddressRefused(address) from error
    whole = host.removesuffix(".")  # a full stop only says that the name is whole
    if port not in _PORTS or not _is_public_host(whole):
        raise AddressRefused(address)
    url = url if whole == host else url.with_host(whole)
    return URL(f"{url.origin()}{url.raw_path_qs}", encoded=True)


def _is_public_host(host: str) -> bool:
    """Tell whether a host is a public IP address in its one plain form, or a name that can be public."""
    if ":" in host:
        return is_public(host)
    labels = host.split(".")
    if _NUMERIC_LABEL.fullmatch(labels[-1]):
        # ip_address takes the four plain decimal numbers without leading zeros and nothing else.
        return is_public(host)
    if len(labels) < 2 or len(host) > 253 or not all(_HOST_LABEL.fullmatch(label) for label in labels):
        return False
    return not any(host == name or host.endswith(f".{name}") for name in _INNER_NAMES)
