"""The JSON objects of checking a room, one class each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.web.shapes import IceServer, Moment
from signaling.shape import Shape

Label = Annotated[str, Field(max_length=120)]
Verdict = Literal["good", "usable", "bad"]
#: What the line is good for: everything, sound and a small picture, sound alone, or nothing.
LineVerdict = Literal["good", "small", "sound", "nothing"]
Figure = Annotated[float, Field(ge=-200, le=10_000_000)]
Problem = Literal[
    "no_camera",
    "small_camera",
    "slow_camera",
    "no_microphone",
    "silent_microphone",
    "quiet_microphone",
    "noisy_room",
    "echo",
    "no_loudspeaker",
    "line_small",
    "line_sound",
    "line_nothing",
    "line_loss",
    "line_slow",
    "line_tcp",
    "weak_machine",
]


class CheckedCamera(Shape):
    """A camera that was opened; `kind` is what it looks at."""

    kind: Literal["camera", "board", "pupils"]
    label: Label
    state: Annotated[str, Field(max_length=20)]
    width: Annotated[int, Field(ge=0, le=20_000)]
    height: Annotated[int, Field(ge=0, le=20_000)]
    frames_per_second: Figure


class CheckedMicrophone(Shape):
    """Levels in dB of full scale: the quietest and the loudest that was heard."""

    label: Label
    state: Annotated[str, Field(max_length=20)]
    noise_db: Figure | None
    loudest_db: Figure | None


class Echo(Shape):
    """`delay_ms` from the loudspeaker to the microphone; `strength_db` below what was played."""

    heard: bool
    delay_ms: Figure | None
    strength_db: Figure | None


class CheckedLoudspeaker(Shape):
    """The echo as the room gives it, and what is left of it after the browser's cancellation."""

    heard_by_person: bool | None
    plain: Echo | None
    cancelled: Echo | None


class LineFigures(Shape):
    """One direction: `loss` is 0 to 1, `kbps` what was carried."""

    kbps: Figure
    loss: Annotated[float, Field(ge=0, le=1)]
    rtt_ms: Figure | None
    jitter_ms: Figure | None


class CheckedLine(Shape):
    """Measured against the media worker: the room's own picture went there and came back."""

    verdict: LineVerdict
    up: LineFigures
    down: LineFigures
    path: Annotated[str, Field(max_length=10)]
    family: Annotated[str, Field(max_length=10)]
    limited: Annotated[str, Field(max_length=20)]
    seconds: Figure


class CheckResult(Shape):
    """What a check has found; a part that was not tried is null."""

    verdict: Verdict
    problems: Annotated[list[Problem], Field(max_length=20)]
    cameras: Annotated[list[CheckedCamera], Field(max_length=8)]
    microphone: CheckedMicrophone | None
    loudspeaker: CheckedLoudspeaker | None
    line: CheckedLine | None
    browser: Annotated[str, Field(max_length=300)] = ""


class WantedCheck(Shape):
    """`key` is a terminal's; a signed-in person needs none."""

    key: Annotated[str, Field(max_length=200)] = ""


class BegunCheck(Shape):
    """Join the room of the check with the ticket, as a lesson; `last` is when it was checked before."""

    check: str
    ticket: str
    ice_servers: list[IceServer]
    name: str
    place: str
    until: Moment
    last: Moment | None


class FinishedCheck(Shape):
    """The ticket shows that it is the same room."""

    ticket: Annotated[str, Field(max_length=4096)]
    result: CheckResult


class KeptCheck(Shape):
    id: str
    at: Moment
    result: CheckResult


class CheckedRoom(Shape):
    """A room with its checks, newest first; `room` is the id of the classroom, else of the person."""

    room: str
    name: str
    place: str
    checks: list[KeptCheck]


class CheckedRooms(Shape):
    rooms: list[CheckedRoom]
