"""How full the disk of the recordings is, for whoever looks after the server."""

from __future__ import annotations

from server.data.models import Duty
from server.live.disk import Level
from server.web.errors import ApiError
from server.web.routes import Call, Route
from signaling.shape import Shape


class DiskCard(Shape):
    """Sizes in MB; `refused` recordings were not begun since the server's start."""

    level: Level
    free_mb: int
    total_mb: int
    warn_mb: int
    start_mb: int
    least_mb: int
    refused: int


async def show_disk(call: Call) -> DiskCard:
    if not call.person.has(Duty.ADMINISTRATOR):
        raise ApiError("forbidden")
    disk = call.context.rooms.disk()
    disk.look(call.context.now_ms())
    return DiskCard(
        level=disk.level,
        free_mb=disk.free_mb,
        total_mb=disk.total_mb,
        warn_mb=disk.marks.warn_mb,
        start_mb=disk.marks.start_mb,
        least_mb=disk.marks.least_mb,
        refused=disk.refused,
    )


ROUTES = (
    Route(
        "GET",
        "/api/disk",
        show_disk,
        "How full the disk of the recordings is.",
        answer=DiskCard,
        errors=("forbidden",),
    ),
)
