"""Turn a registered camera into the worker's order to fetch it: the one place where its password is read."""

from __future__ import annotations

import logging

from media.worker import protocol
from server.cameras.seal import Seal
from server.data import cameras
from server.data.database import Database
from server.live import media
from server.settings import Cameras
from server.workers.link import UNNUMBERED
from signaling.commands import PullCamera

log = logging.getLogger(__name__)


class CameraOrders:
    """Reads addresses from the database when they are needed; nothing of them is kept or logged."""

    def __init__(self, database: Database, secret: str, settings: Cameras) -> None:
        self._database = database
        self._seal = Seal(secret)
        self._settings = settings

    async def order(self, lesson: str, command: PullCamera) -> protocol.Pull | None:
        """The worker's command; `None` if the camera is gone or can't be read, which is logged."""
        try:
            async with self._database.session() as session:
                camera = await cameras.by_id(session, command.camera)
        except Exception as failure:
            log.error("camera %s can't be read: %s", command.camera, type(failure).__name__)
            return None
        url = self._seal.open(camera.sealed) if camera is not None else None
        if camera is None or url is None:
            log.error("camera %s is gone, or was registered under another secret", command.camera)
            return None
        return protocol.Pull(
            id=UNNUMBERED,
            room=lesson,
            transport=media.PULL + command.source,
            source=command.source,
            url=url,
            sound=camera.sound,
            stall_s=self._settings.stall_s,
            height=self._settings.convert_height,
            kbps=self._settings.convert_kbps,
        )
