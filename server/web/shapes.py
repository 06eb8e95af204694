"""The JSON objects of the REST interface, one class each; the OpenAPI document is made from them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from signaling.cues import Cue
from signaling.shape import Shape
from signaling.state import Phase, Role, RoomState
from signaling.tools.conduct.state import LessonForm

Moment = Annotated[int, Field(ge=0, lt=2**53, description="Unix time in milliseconds")]
#: Up to the year 9999, beyond which no calendar of ours goes.
Planned = Annotated[int, Field(ge=0, lt=253_370_764_800_000, description="Unix time in milliseconds")]
Title = Annotated[str, Field(min_length=1, max_length=120)]
MemberId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class ErrorText(Shape):
    code: str
    text: str
    todo: str


class ErrorAnswer(Shape):
    error: ErrorText


class Login(Shape):
    login: Annotated[str, Field(min_length=1, max_length=80)]
    password: Annotated[str, Field(min_length=1, max_length=256)]


class HeldRole(Shape):
    role: str
    scope: str
    scope_name: str


class Me(Shape):
    class User(Shape):
        id: str
        login: str
        name: str
        roles: list[HeldRole]

    user: User
    csrf: str


class Nothing(Shape):
    """An empty object."""


class TeacherName(Shape):
    id: str
    name: str


class ClassroomName(Shape):
    id: str
    name: str
    school: str


class LessonCard(Shape):
    """`role` is the one in which whoever asked may join; None for none, and where nobody is asked about."""

    id: str
    title: str
    subject: str
    form: str
    phase: Phase
    starts_at: Moment
    ends_at: Moment
    started_at: Moment | None
    ended_at: Moment | None
    record: bool
    teacher: TeacherName
    master: ClassroomName | None
    classrooms: list[ClassroomName]
    recording: str | None
    role: Role | None = None


class Lessons(Shape):
    lessons: list[LessonCard]


class NewLesson(Shape):
    """Without a title or times: a lesson from now on, for one school hour."""

    title: Title | None = None
    subject: Annotated[str, Field(max_length=40)] = ""
    starts_at: Planned | None = None
    ends_at: Planned | None = None
    classrooms: Annotated[list[str], Field(max_length=64)] = Field(default_factory=list)
    record: bool = True
    form: LessonForm = "synchronous"

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> NewLesson:
        if self.starts_at is not None and self.ends_at is not None and self.ends_at <= self.starts_at:
            raise ValueError("ends_at must be later than starts_at")
        return self


class WantedRole(Shape):
    role: Role | None = None


class WantedTicket(Shape):
    """Without `member` the ticket is a new member's."""

    role: Role
    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    member: MemberId | None = None


class IceServer(Shape):
    """For RTCPeerConnection; a STUN server has neither user name nor credential."""

    urls: list[str]
    username: str
    credential: str


class Ticket(Shape):
    ticket: str
    expires_at: Moment
    role: Role
    member: str
    ice_servers: list[IceServer]


class CameraCard(Shape):
    """`address` is without user, password and query; nobody is told the whole one."""

    id: str
    name: str
    kind: Literal["camera", "board"]
    classroom: ClassroomName
    sound: bool
    address: str


class Cameras(Shape):
    cameras: list[CameraCard]


class NewCamera(Shape):
    """Without `sound` a camera's is used and a board camera's is not; `check` false registers it unseen."""

    classroom: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    url: Annotated[str, Field(min_length=1, max_length=500, repr=False)]
    kind: Literal["camera", "board"] = "camera"
    sound: bool | None = None
    check: bool = True


class CheckedPicture(Shape):
    """`converted` is why it can't be passed through, null when it can; `keyframe_s` null when not seen."""

    codec: str
    width: int
    height: int
    rate: float | None
    kbps: int | None
    b_frames: bool
    keyframe_s: float | None
    converted: Literal["codec", "b_frames", "interlaced", "profile", "keyframes"] | None


class CheckedSound(Shape):
    codec: str
    sample_rate: int
    channels: int
    converted: Literal["codec"] | None


class CameraCheck(Shape):
    """What a camera sends, and the same in the words of the asked language."""

    picture: CheckedPicture | None
    sound: CheckedSound | None
    words: list[str]


class RegisteredCamera(CameraCard):
    """`checked` is null where no check was wanted."""

    checked: CameraCheck | None


class CameraAddress(Shape):
    url: Annotated[str, Field(min_length=1, max_length=500, repr=False)]


class RecordingCard(Shape):
    id: str
    lesson: LessonCard
    state: Literal["recording", "ready", "recovered", "empty", "failed"]
    started_at: Moment
    duration_ms: int
    bytes: int
    folder: str | None = None


class LeftAt(Shape):
    """Where somebody was last, in milliseconds of the recording, and when that was."""

    position_ms: int
    at: Moment


class RecordingWhole(RecordingCard):
    """With its `manifest` as section 6 of PROTOCOL.md has it; `left` is where the person was last."""

    manifest: dict[str, Any]
    left: LeftAt | None = None


class Recordings(Shape):
    recordings: list[RecordingCard]


class RecordingCues(Shape):
    """`snapshot` is the empty room before the first cue."""

    cues: list[Cue]
    snapshot: RoomState


class TakeIndex(Shape):
    """
    Where the parts of a take lie in its file: `[offset, size]` of the init section, and of each
    fragment `[offset, size, start_ms, duration_ms, keyframe]` with times in the file.
    """

    init: tuple[int, int]
    fragments: list[tuple[int, int, int, int, int]]
    open: bool
