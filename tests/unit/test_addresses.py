"""Which addresses may be connected to."""

import pytest

from tocsin.addresses import parse_networks, refusal


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.0.8", "192.88.99.1", "198.18.0.1", "203.0.113.5",
        "::",
        "::1", "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2001::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(address: str) -> None:
    assert "no public address" in str(refusal(address, 443))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f::1", "::ffff:8.8.8.8"])
def test_public_addresses_are_allowed_on_the_ports_of_the_web(address: str) -> None:
    assert refusal(address, 80) is None
    assert refusal(address, 443) is None
    assert "port 6379" in str(refusal(address, 6379))
    assert refusal(address, 6379, ports=None) is None


def test_a_network_can_be_allowed_with_all_its_ports() -> None:
    networks = parse_networks("192.168.1.0/24, fd00::/8")
    assert refusal("192.168.1.7", 8000, networks) is None
    assert refusal("fd00::7", 8000, networks) is None
    assert refusal("192.168.2.7", 80, networks) is not None


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        parse_networks("my house")
