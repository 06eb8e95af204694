"""The packet cache."""

from media.routing.cache import PacketCache
from tests.support.rtp import packet


def test_a_packet_is_found_by_its_number():
    cache = PacketCache()
    kept = packet(65535)
    cache.add((kept,), now=0)
    assert cache.get(65535) is kept
    assert cache.get(0) is None


def test_the_oldest_make_room():
    cache = PacketCache(most_bytes=1000)
    for number in range(10):
        cache.add((packet(number, payload=bytes(188)),), now=0)
    assert cache.size == 1000
    assert [number for number in range(10) if cache.get(number)] == [5, 6, 7, 8, 9]


def test_old_packets_are_let_go():
    cache = PacketCache(longest_age=2)
    cache.add((packet(1),), now=0)
    cache.add((packet(2),), now=1)
    cache.expire(now=2.5)
    assert (cache.get(1), cache.get(2) is not None) == (None, True)


def test_a_number_used_again_belongs_to_the_newer_packet():
    cache = PacketCache(longest_age=2)
    cache.add((packet(1, timestamp=1),), now=0)
    newer = packet(1, timestamp=2)
    cache.add((newer,), now=1.5)
    cache.expire(now=2.5)
    assert cache.get(1) is newer
    assert cache.size == len(newer.data)


def test_a_cleared_cache_is_empty():
    cache = PacketCache()
    cache.add((packet(1),), now=0)
    cache.clear()
    assert (cache.get(1), cache.size) == (None, 0)
