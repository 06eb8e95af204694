"""Sequence numbers of one receiver's stream."""

import pytest

from media.routing.mapper import SequenceMapper

STARTS = [0, 1, 32767, 32768, 65533, 65534, 65535]
every_start = pytest.mark.parametrize("start", STARTS)


def begun(start: int, first_out: int = 100) -> SequenceMapper[str]:
    mapper: SequenceMapper[str] = SequenceMapper(first_out)
    mapper.start(start, "camera")
    return mapper


def numbers(start: int, *steps: int) -> list[int]:
    return [(start + step) & 0xFFFF for step in steps]


@every_start
def test_numbers_follow_their_source(start):
    mapper = begun(start)
    assert [mapper.map(n) for n in numbers(start, 0, 1, 3, 2, 4)] == [100, 101, 103, 102, 104]


@every_start
def test_a_packet_left_out_leaves_no_gap(start):
    mapper = begun(start)
    first, second, third, fourth = numbers(start, 0, 1, 2, 3)
    mapper.map(first)
    assert mapper.leave_out(second) is None
    assert mapper.leave_out(third) is None
    assert mapper.map(fourth) == 101


@every_start
def test_a_late_packet_gets_its_place_before_those_left_out(start):
    mapper = begun(start)
    zero, one, two, three = numbers(start, 0, 1, 2, 3)
    mapper.map(zero)
    assert mapper.leave_out(two) is None
    assert mapper.map(three) == 102
    assert mapper.map(one) == 101


@every_start
def test_what_comes_too_late_to_be_left_out_has_a_number_to_fill(start):
    mapper = begun(start)
    zero, one, two = numbers(start, 0, 1, 2)
    mapper.map(zero)
    mapper.map(two)
    assert mapper.leave_out(one) == 101


@every_start
def test_a_packet_from_before_the_start_has_no_number(start):
    mapper = begun(start)
    mapper.map(start)
    assert mapper.map((start - 1) & 0xFFFF) is None


@every_start
@pytest.mark.parametrize("second", STARTS)
def test_another_source_goes_on_where_the_first_ended(start, second):
    mapper = begun(start)
    mapper.map(start)
    mapper.start(second, "screen")
    assert [mapper.map(n) for n in numbers(second, 0, 1)] == [101, 102]
    assert mapper.origin(100) == ("camera", start)
    assert mapper.origin(102) == ("screen", (second + 1) & 0xFFFF)


@every_start
def test_the_way_back_leads_around_what_was_left_out(start):
    mapper = begun(start, first_out=32767)
    zero, one, two, three = numbers(start, 0, 1, 2, 3)
    mapper.map(zero)
    mapper.leave_out(one)
    mapper.map(two)
    mapper.map(three)
    assert [mapper.origin(out)[1] for out in (32767, 32768, 32769)] == [zero, two, three]
    assert mapper.origin(32770) is None
    assert mapper.origin(32766) is None


def test_the_first_number_must_lie_in_the_lower_half():
    with pytest.raises(AssertionError):
        SequenceMapper(32768)
