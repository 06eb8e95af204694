"""
The JSON objects between the control process and a media worker, one class each.

The worker dials the control process (`/worker`, a websocket) and says `hello`
with the shared secret. Control sends commands; the worker answers each with
`done` or `failed` carrying the same `id`, in any order, and sends events by
itself. `docs/PROTOCOL.md` shows each with an example that the tests parse.

A `room` is a lesson's id. A `transport` is named by control (`MEMBER/up`,
`MEMBER/down`, `whip/…`, `whep/…`, `pull/…`). A producer is `SOURCE/audio` or `SOURCE/video`,
where a source is `MEMBER/KIND`.
"""

from __future__ import annotations

from media.worker.commands import (
    AcceptDown,
    AcceptUp,
    AnswerDown,
    CloseRoom,
    CloseTransport,
    FinishRecording,
    OpenBranch,
    OpenDown,
    OpenPipe,
    Pull,
    Record,
    Route,
    SendPipe,
    SlotRoute,
    SourceTracks,
    ToWorker,
    WorkerCommand,
)
from media.worker.news import (
    Done,
    Failed,
    FromWorker,
    Hello,
    LineNews,
    ProducerInfo,
    RecordingFault,
    RecordingRecovered,
    RoomInventory,
    SlotMids,
    SlotPicture,
    SourceNews,
    Statistics,
    TakeNews,
    TransportState,
)
from media.worker.pipe_shapes import (
    PipeCodec,
    PipeEncoding,
    PipeOffer,
    PipeTrack,
)
from media.worker.shape import Shape

__all__ = [
    "AcceptDown",
    "AcceptUp",
    "AnswerDown",
    "CloseRoom",
    "CloseTransport",
    "Done",
    "Failed",
    "FinishRecording",
    "FromWorker",
    "Hello",
    "LineNews",
    "OpenBranch",
    "OpenDown",
    "OpenPipe",
    "PipeCodec",
    "PipeEncoding",
    "PipeOffer",
    "PipeTrack",
    "ProducerInfo",
    "Pull",
    "Record",
    "RecordingFault",
    "RecordingRecovered",
    "RoomInventory",
    "Route",
    "SendPipe",
    "Shape",
    "SlotMids",
    "SlotPicture",
    "SlotRoute",
    "SourceNews",
    "SourceTracks",
    "Statistics",
    "TakeNews",
    "ToWorker",
    "TransportState",
    "WorkerCommand",
]
