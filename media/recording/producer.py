"""What the recorder asks of a producer; `media.routing.producer.Producer` is one."""

from __future__ import annotations

from typing import Literal, Protocol

from media.negotiated import Codec
from media.routing.sink import Sink


class RecordedProducer(Protocol):
    """`codec` is `None` until the first media packet; `capture_time` is in Unix seconds of this server."""

    @property
    def id(self) -> str: ...

    @property
    def kind(self) -> Literal["audio", "video"]: ...

    @property
    def codec(self) -> Codec | None: ...

    def add_sink(self, sink: Sink) -> None: ...

    def remove_sink(self, sink: Sink) -> None: ...

    def request_keyframe(self, now: float) -> object: ...

    def capture_time(self, timestamp: int, /) -> float | None: ...
