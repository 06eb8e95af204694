"""What the recorder asks of a producer; `media.routing.producer.Producer` is one."""

from __future__ import annotations

from typing import Literal, Protocol

from media.negotiated import Codec
from media.routing.sink import Sink
from media.routing.voice import Voice


class Subscribed(Protocol):
    """A sink's place at a producer; nothing more comes once it is closed."""

    def close(self) -> None: ...


class RecordedProducer(Protocol):
    """`codec` is `None` until the first media packet; `capture_time` is in Unix seconds of this server."""

    @property
    def id(self) -> str: ...

    @property
    def kind(self) -> Literal["audio", "video"]: ...

    @property
    def codec(self) -> Codec | None: ...

    @property
    def voice(self) -> Voice: ...

    def subscribe(self, sink: Sink, now: float) -> Subscribed: ...

    def request_keyframe(self, now: float) -> object: ...

    def capture_time(self, timestamp: int, /) -> float | None: ...
