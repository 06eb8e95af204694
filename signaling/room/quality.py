"""Judge one member's line: how good it is, what suffers, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from signaling.messages import Line, LinkReport
from signaling.room.seats import Link, LinkNews, Seat

Grade = Literal[0, 1, 2]
Limits = tuple[float, float]
Side = Literal["up", "down"]
Sound = Literal["good", "gaps", "broken"]
Seen = Literal["good", "reduced", "frozen", "paused"]
Cause = tuple[Literal["none", "loss", "delay", "thin", "device", "server"], Literal["none", "up", "down"]]

#: From these values on a line is `fair`, and `poor`: what one begins to notice, and what disturbs a lesson.
LOSS: Limits = (0.02, 0.08)
RTT_MS: Limits = (250.0, 600.0)
FROZEN: Limits = (0.02, 0.10)
CONCEALED: Limits = (0.03, 0.12)
#: In-band repair hides less than this from whoever listens to the member.
LOSS_OF_OWN_SOUND: Limits = (0.10, 0.25)

_QUALITIES: tuple[Literal["good", "fair", "poor"], ...] = ("good", "fair", "poor")
_SOUNDS: tuple[Sound, ...] = ("good", "gaps", "broken")
NOTHING = LinkReport()


def judge(seat: Seat) -> Line:
    """Describe one member's line by the worse of what both ends say."""
    cause, side = _cause(seat)
    losses, delays = dict(_losses(seat)), dict(_delays(seat))
    return Line(
        member=seat.member.id,
        quality=_quality(seat),
        connected=is_connected(seat),
        sound=_SOUNDS[_sound(seat)],
        picture=_picture(seat),
        cause=cause,
        side=side,
        loss=round(losses[side], 2) if cause == "loss" and side != "none" else 0.0,
        rtt_ms=_coarse(delays[side]) if cause == "delay" and side != "none" else None,
        devices=seat.devices,
    )


def is_connected(seat: Seat) -> bool:
    """Tell whether every transport that the member has is up, and that it has one."""
    links = [link for link in _links(seat) if link.state != "none"]
    return bool(links) and all(link.state == "connected" for link in links)


def is_lost(seat: Seat) -> bool:
    """Nobody holds the seat, or a transport is gone."""
    return not seat.is_connected or any(link.state in ("lost", "failed", "closed") for link in _links(seat))


def grade(value: float | None, limits: Limits) -> Grade:
    """Grade one figure: 0 is good or not known, 1 fair, 2 poor."""
    if value is None or value < limits[0]:
        return 0
    return 1 if value < limits[1] else 2


def _quality(seat: Seat) -> Literal["good", "fair", "poor", "lost"]:
    if is_lost(seat):
        return "lost"
    figures: list[Grade] = [grade(loss, LOSS) for _, loss in _losses(seat)]
    figures += [grade(rtt, RTT_MS) for _, rtt in _delays(seat)]
    figures += [grade(report.frozen, FROZEN) for report in (_up(seat), _down(seat))]
    seen: dict[Seen, Grade] = {"good": 0, "reduced": 1, "frozen": 1, "paused": 2}
    return _QUALITIES[max([*figures, _sound(seat), seen[_picture(seat)]])]


def _sound(seat: Seat) -> Grade:
    """How the teacher is heard there, and how the classroom is heard here."""
    own = [grade(loss, LOSS_OF_OWN_SOUND) for side, loss in _losses(seat) if side == "up"]
    return max([grade(_down(seat).concealed, CONCEALED), *own])


def _picture(seat: Seat) -> Seen:
    suffering = {each.state for each in seat.downlink.suffering if each.reason != "no_codec"}
    if "paused" in suffering or _up(seat).paused:
        return "paused"
    frozen = grade(_down(seat).frozen, FROZEN)
    if frozen < 2 and ("reduced" in suffering or _up(seat).limited == "bandwidth"):
        return "reduced"
    return "frozen" if frozen else "good"


def _cause(seat: Seat) -> Cause:
    """Name the first that one notices: loss, a long way, a thin line, a busy server, a weak device."""
    if _up(seat).paused:
        return "thin", "up"
    side, loss = max(_losses(seat), key=lambda each: each[1], default=("down", 0.0))
    if grade(loss, LOSS):
        return "loss", side
    if ("paused", "line_too_thin") in {(each.state, each.reason) for each in seat.downlink.suffering}:
        # What waits before a line that is full is late for that.
        return "thin", "down"
    way, rtt = max(_delays(seat), key=lambda each: each[1], default=("down", 0.0))
    if grade(rtt, RTT_MS):
        return "delay", way
    reasons = {each.reason for each in seat.downlink.suffering}
    if "line_too_thin" in reasons:
        return "thin", "down"
    if "overloaded" in reasons:
        return "server", "down"
    if _up(seat).limited == "bandwidth":
        return "thin", "up"
    return ("device", "up") if _up(seat).limited == "cpu" else ("none", "none")


def _losses(seat: Seat) -> Iterator[tuple[Side, float]]:
    for side, report, news in _ends(seat):
        # The worker counts what the line lost; a page only what no repair came for.
        yield side, max(report.loss, news.loss or 0.0)


def _delays(seat: Seat) -> Iterator[tuple[Side, float]]:
    for side, report, news in _ends(seat):
        rtt = report.rtt_ms if report.rtt_ms is not None else news.rtt_ms
        if rtt is not None:
            yield side, rtt


def _ends(seat: Seat) -> Iterator[tuple[Side, LinkReport, LinkNews]]:
    yield "down", _down(seat), seat.down.news
    yield "up", _up(seat), seat.up.news if seat.up.state != "none" else seat.whip.news


def _up(seat: Seat) -> LinkReport:
    return seat.report_up or NOTHING


def _down(seat: Seat) -> LinkReport:
    return seat.report_down or NOTHING


def _links(seat: Seat) -> tuple[Link, Link, Link]:
    return seat.up, seat.down, seat.whip


def _coarse(rtt_ms: float) -> int:
    """Tens of milliseconds, so that a line which has not changed is not told again."""
    return round(rtt_ms, -1).__trunc__()
