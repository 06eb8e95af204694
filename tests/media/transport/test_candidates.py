"""A worker tells its peers the addresses by which they can reach it, the best first."""

from media.transport.candidates import candidate_lines


def priorities(lines: tuple[str, ...]) -> list[int]:
    return [int(line.split()[3]) for line in lines]


def addresses(lines: tuple[str, ...]) -> list[str]:
    return [line.split()[4] for line in lines]


def test_what_is_advertised_is_taken_as_it_stands() -> None:
    lines = candidate_lines(["203.0.113.5", "2001:db8::5"], ["::"], 40000)
    assert addresses(lines) == ["203.0.113.5", "2001:db8::5"]


def test_the_first_has_the_highest_priority() -> None:
    lines = candidate_lines(["203.0.113.5", "2001:db8::5"], [], 40000)
    first, second = (int(line.split()[3]) for line in lines)
    assert first > second


def test_bound_addresses_are_told_ipv6_before_ipv4_and_loopback_last() -> None:
    lines = candidate_lines([], ["127.0.0.1", "192.0.2.1", "2001:db8::5"], 40000)
    assert addresses(lines) == ["2001:db8::5", "192.0.2.1", "127.0.0.1"]


def test_a_wildcard_stands_for_the_machines_addresses_and_loopback() -> None:
    told = addresses(candidate_lines([], ["::"], 40000))
    assert told[-1] == "127.0.0.1"
    assert not any(address.startswith("fe80") for address in told)


def test_an_ipv4_wildcard_has_no_ipv6_addresses() -> None:
    assert not any(":" in address for address in addresses(candidate_lines([], ["0.0.0.0"], 40000)))


def test_tcp_is_offered_for_every_address_below_all_udp() -> None:
    lines = candidate_lines(["2001:db8::5", "203.0.113.5"], [], 40000, tcp=True)
    assert [line.split()[2] for line in lines] == ["udp", "udp", "tcp", "tcp"]
    assert all(line.endswith("typ host tcptype passive") for line in lines[2:])
    assert priorities(lines) == sorted(priorities(lines), reverse=True)


def test_a_candidate_over_tcp_has_a_foundation_of_its_own() -> None:
    lines = candidate_lines(["203.0.113.5"], [], 40000, tcp=True)
    assert len({line.split()[0] for line in lines}) == 2
