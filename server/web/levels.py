"""How loud every source of a recording was, and when somebody spoke."""

from __future__ import annotations

import asyncio
from base64 import b64encode

from media.recording.levels import STEP
from server.library import traces
from server.library.levels import Sound, coarser
from server.library.traces import Traces
from server.library.voices import voices
from server.web.admission import Admission, admitted
from server.web.errors import ApiError
from server.web.factshapes import Levels, SourceLevels
from server.web.gate import Access
from server.web.routes import Call, Query, Route

#: As many values of a source as anybody draws, for whoever names no step; and as many as anybody gets.
FIT_VALUES, MOST_VALUES = 2400, 60_000


async def show_levels(call: Call) -> Levels:
    """Each source's loudness on the lesson clock."""
    found = await admitted(call)
    wanted = _wanted(call)
    read = await read_traces(call, found)
    most = MOST_VALUES if wanted else FIT_VALUES
    steps = max(1, wanted // STEP, -(-read.duration_ms // (STEP * most)))
    return Levels(
        step_ms=steps * STEP,
        duration_ms=read.duration_ms,
        sources=[_source(sound, steps) for sound in read.sounds],
    )


async def read_traces(call: Call, found: Admission) -> Traces:
    """What the folder of the recording tells, as far as it is served to whoever asks."""
    folder = call.context.settings.recordings_folder / found.recording.lesson_id
    return await asyncio.to_thread(traces.read, folder, found.recording, found.view)


def _wanted(call: Call) -> int:
    """The step that was asked for, in ms; 0 for any that fits."""
    step = call.request.query.get("step")
    if step is None:
        return 0
    if not step.isdecimal() or not STEP <= int(step[:9]) <= 60_000:
        raise ApiError("invalid_field", "step")
    return int(step)


def _source(sound: Sound, steps: int) -> SourceLevels:
    return SourceLevels(
        source=sound.source,
        basis=sound.basis,
        values=b64encode(coarser(sound.values, steps)).decode(),
        voices=voices(sound.values),
    )


ROUTES = (
    Route(
        "GET",
        "/api/recordings/{recording}/levels",
        show_levels,
        "How loud every source was, and when somebody spoke.",
        access=Access.VIEWER,
        answer=Levels,
        errors=("no_such_recording", "invalid_field"),
        queries=(
            Query("step", "Milliseconds a value, 100 to 60000; without it as fits a screen.", r"^\d{3,5}$"),
        ),
    ),
)
