"""What one run of the weak-line bench has measured, and whether it is what pupils must get."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.network.figures import Figures
from tests.network.load import Load
from tests.network.profiles import Profile

#: What the others must keep whatever happens on the measured line; the browser's own clock wavers a little.
OTHERS_FPS, OTHERS_FROZEN = 25.0, 0.0
_FPS_TOLERANCE = 0.04
#: One short freeze in a minute (the browser counts from about 0.2 s on) may be the machine's.
_FROZEN_TOLERANCE = 0.005
#: What stands on the page of a classroom whose picture is paused.
SAID = "暂停"


@dataclass
class Measured:
    """`receivers` are those who see and hear what goes over the line; times are in seconds."""

    profile: Profile
    weak: str
    receivers: dict[str, Figures]
    others: dict[str, Figures]
    hands: list[tuple[float, float]] = field(default_factory=list)
    sound_s: list[float | None] = field(default_factory=list)
    picture_s: list[float | None] = field(default_factory=list)
    handshakes: int = 0
    joined_s: float = 0.0
    load: Load = field(default_factory=lambda: Load(0.0, 0.0))
    late_ms: dict[str, float] = field(default_factory=dict)
    packets: dict[str, dict[str, int]] = field(default_factory=dict)
    sending: list[dict[str, Any]] = field(default_factory=list)
    #: Everything that the page on the measured line counted, second by second.
    readings: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Check:
    """One demand: what was measured and whether it is enough."""

    measure: str
    passed: bool


def checks(run: Measured) -> list[Check]:
    """Everything that the profile demands of this run, and that nobody else notices."""
    return [*_picture(run), *_sound(run), *_outages(run), *_neighbours(run)]


def _picture(run: Measured) -> list[Check]:
    demands, seen = run.profile.demands, list(run.receivers.values())
    found = []
    if demands.fps is not None:
        found.append(Check("fps", min(one.fps for one in seen) >= demands.fps * (1 - _FPS_TOLERANCE)))
    if demands.height is not None:
        found.append(Check("height", all((one.height or 0) >= (demands.height or 0) for one in seen)))
    if demands.frozen is not None:
        allowed = max(demands.frozen, _FROZEN_TOLERANCE)
        found.append(Check("frozen", max(one.frozen for one in seen) <= allowed))
    if demands.paused:
        found.append(Check("said", all(any(SAID in word for word in one.words) for one in seen)))
        # Whoever speaks raises no hand.
        found.append(Check("hand", run.weak == "speaker" or bool(run.hands)))
    return found


def _sound(run: Measured) -> list[Check]:
    allowed = run.profile.demands.concealed
    if allowed is None:
        return []
    heard = [one.concealed for one in run.receivers.values()]
    return [Check("concealed", all(share is not None and share < allowed for share in heard))]


def _outages(run: Measured) -> list[Check]:
    demands = run.profile.demands
    limits = (
        (run.sound_s, demands.sound_s, "sound back"),
        (run.picture_s, demands.picture_s, "picture back"),
    )
    found = [
        Check(name, bool(waits) and all(wait is not None and wait <= limit for wait in waits))
        for waits, limit, name in limits
        if limit is not None
    ]
    return [*found, Check("no handshake", run.handshakes == 0)] if run.profile.outages else found


def _neighbours(run: Measured) -> list[Check]:
    if not run.others:
        return []
    smooth = all(one.fps >= OTHERS_FPS * (1 - _FPS_TOLERANCE) for one in run.others.values())
    still = all(one.frozen <= max(OTHERS_FROZEN, _FROZEN_TOLERANCE) for one in run.others.values())
    return [Check("others' fps", smooth), Check("others' frozen", still)]


HEAD = (
    *("profile", "weak", "fps", "frozen", "height", "QP", "concealed", "loud", "delay", "lost", "hand"),
    *("others fps", "frozen", "back: sound", "picture", "path", "CPU", "verdict"),
)


def row(run: Measured) -> list[str]:
    """One line of the table under `HEAD`: of several receivers the worst."""
    seen, others = list(run.receivers.values()), list(run.others.values())
    failed = [check.measure for check in checks(run) if not check.passed]
    return [
        run.profile.name,
        run.weak,
        _number(_least(one.fps for one in seen)),
        percent(_most(one.frozen for one in seen)),
        _number(_least(one.height for one in seen), 0),
        _number(_most(one.qp for one in seen), 0),
        percent(_most(one.concealed for one in seen)),
        percent(_most(one.concealed_loud for one in seen)),
        _number(_most(one.sound_delay_ms for one in seen), 0, " ms"),
        percent(_most(one.lost for one in seen)),
        _number(statistics.median(at for at, _ in run.hands) if run.hands else None, 2, " s"),
        _number(_least(one.fps for one in others)),
        percent(_most(one.frozen for one in others)),
        _waits(run.sound_s),
        _waits(run.picture_s),
        "/".join(sorted({one.path for one in seen})),
        f"{percent(run.load.own, 0)} of {percent(run.load.all, 0)}",
        "no: " + ", ".join(failed) if failed else "yes",
    ]


def _least(values: Any) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _most(values: Any) -> float | None:
    return max((value for value in values if value is not None), default=None)


def _number(value: float | None, digits: int = 1, unit: str = "") -> str:
    return "-" if value is None else f"{value:.{digits}f}{unit}"


def percent(value: float | None, digits: int = 2) -> str:
    """A share from 0 to 1 as people read it."""
    return "-" if value is None else f"{100 * value:.{digits}f} %"


def _waits(waits: Sequence[float | None]) -> str:
    return " ".join("never" if wait is None else f"{wait:.2f}" for wait in waits) or "-"
