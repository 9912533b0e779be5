"""Which addresses are public."""

import ipaddress

import pytest

from index.errors import AddressRefused
from index.sources.addresses import check_url, is_public

# What an attacker writes to reach inside, one of each kind.
HOSTILE = [
    # loopback and its spellings
    "http://127.0.0.1/",
    "http://127.8.9.1/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://a.localhost/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.1./",
    "http://127.0.0.01/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://ⓛocalhost/",
    "http://%6cocalhost/",
    "http://127.0.0.1%2f.example.com/",
    # unspecified
    "http://0.0.0.0/",
    "http://0/",
    "http://[::]/",
    # private, shared, link-local, the clouds' metadata
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.1.1/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00:ec2::254]/",
    "http://[fc00::1]/",
    "http://[fec0::1]/",
    # documentation, benchmarking, protocol assignments, multicast, reserved, broadcast
    "http://192.0.2.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://198.18.0.1/",
    "http://198.19.255.255/",
    "http://192.0.0.8/",
    "http://192.88.99.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[ff02::1]/",
    "http://[ff0e::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[5f00::1]/",
    "http://[100::1]/",
    # IPv6 with an IPv4 address inside
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[::127.0.0.1]/",
    "http://[::8.8.8.8]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::8.8.8.8]/",
    "http://[64:ff9b:1::10.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:808:808::]/",
    "http://[2001::1]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    # names that are never public
    "http://router.local/",
    "http://metadata.google.internal/",
    "http://wiki.corp/",
    "http://nas.home/",
    "http://printer.lan/",
    "http://box.home.arpa/",
    "http://intranet/",
    "http://wiki/",
    "http://x.onion/",
    # what makes a host look like another
    "http://example.com@127.0.0.1/",
    "http://user:pass@example.com/",
    "http://@example.com/",
    "http://example.com:80@127.0.0.1/",
    "http://127.0.0.1\\@example.com/",
    "http://example.com\\.evil.org/",
    "http://exam\tple.com/",
    "http://example.com/\r\nHost: localhost",
    "http://exam\u200bple.com/",
    "http:// example.com/",
    "http:/example.com/",
    "http:example.com",
    "//example.com/",
    "http:///example.com/",
    "http:///",
    "http://",
    "http://./",
    "http://../",
    "http://example..com/",
    "http://.example.com/",
    "http://-example.com/",
    "http://exa mple.com/",
    "http://[::1",
    "http://::1/",
    "http://[v1.x]/",
    "http://[example.com]/",
    # ports and schemes
    "http://example.com:22/",
    "http://example.com:25/",
    "http://example.com:6379/",
    "http://example.com:0/",
    "http://example.com:65536/",
    "http://example.com:-80/",
    "http://example.com:٨٠/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "data:text/html,x",
    "example.com",
    "",
    " ",
    "http://" + "a" * 64 + ".com/",
    "http://" + "a." * 130 + "com/",
    "http://example.com/" + "a" * 2_100,
    "http://example.com/\ud800",
]


@pytest.mark.parametrize("address", HOSTILE, ids=ascii)
def test_a_hostile_address_is_refused_with_the_one_message(address: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        check_url(address)
    assert str(caught.value) == str(AddressRefused("x"))


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://Example.COM/A?b=c#d", "https://example.com/A?b=c"),
        ("  https://example.com/a  ", "https://example.com/a"),
        ("http://example.com./a", "http://example.com/a"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://example.com:443/", "https://example.com/"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://en.wikipedia.org/wiki/Alder_(tree)", "https://en.wikipedia.org/wiki/Alder_(tree)"),
        ("https://example.com/@someone/a%20b|c", "https://example.com/@someone/a%20b%7Cc"),
        ("http://example.com:/:22/x@localhost", "http://example.com/:22/x@localhost"),
        ("https://example.com?a=b", "https://example.com/?a=b"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]/"),
        ("http://my_site.example.com/", "http://my_site.example.com/"),
        ("http://localhost.example.com/", "http://localhost.example.com/"),
    ],
)
def test_a_public_address_is_brought_to_its_normal_form(address: str, normal: str) -> None:
    assert str(check_url(address)) == normal
    assert str(check_url(normal)) == normal


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700::1", "2a00:1450::1"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "text", ["", "x", "1.2.3", "1.2.3.4.5", "01.2.3.4", "2606:4700::1%eth0", "1.1.1.1%0", " 1.1.1.1"]
)
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


@pytest.mark.parametrize(
    "network",
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/8", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:2::/48",
        "2001:10::/28", "2001:20::/28", "2001:db8::/32", "2002::/16", "3fff::/20", "4000::/3", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    ],
)  # fmt: skip
def test_both_ends_of_each_special_network_are_refused(network: str) -> None:
    """The edges: one bit wrong in a mask leaves a part of a network open."""
    parsed = ipaddress.ip_network(network)
    assert not is_public(str(parsed[0]))
    assert not is_public(str(parsed[-1]))
