"""Open the room of a lesson: a new one, or the one that stored cues tell of."""

from __future__ import annotations

import logging
from collections.abc import Callable

from server.conductor import Conductor, Finish
from server.live.archive import Archive
from server.live.lessons import StoredLesson, StoredLessons
from server.live.pulling import CameraOrders
from server.questions.desk import AnswerDesk
from server.workers.registry import Registry
from signaling.cues import Cue
from signaling.room import Room, RoomCamera
from signaling.settings import RoomSettings
from signaling.tools.courseware.state import Document

log = logging.getLogger(__name__)


class NoRoom(Exception):
    """There is no room for this lesson: `unknown_lesson`, `lesson_over` or `database_gone`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Opening:
    """Makes conductors with their rooms; `finish` is told when a room's recording is to end."""

    def __init__(
        self,
        lessons: StoredLessons,
        registry: Registry,
        archive: Archive,
        clock: Callable[[], int],
        settings: RoomSettings,
        desk: AnswerDesk,
        cameras: CameraOrders | None = None,
    ) -> None:
        self._lessons = lessons
        self._registry = registry
        self._archive = archive
        self._clock = clock
        self._settings = settings
        self._desk = desk
        self._camera_orders = cameras

    async def conductor(self, lesson_id: str, finish: Finish) -> Conductor:
        """The lesson's conductor, not yet housed on a worker. Raises `NoRoom`."""
        stored = await self._stored(lesson_id)
        cues = await self._cues(stored)
        room = self._room(stored, cues)
        if room.is_over:
            raise NoRoom("lesson_over")
        conductor = Conductor(
            room,
            lesson_id,
            self._registry,
            self._archive,
            self._clock,
            finish,
            self._desk,
            self._camera_orders,
        )
        conductor.cues.extend(cues)
        return conductor

    async def cameras(self, lesson_id: str) -> tuple[RoomCamera, ...]:
        """The cameras of the lesson's classrooms now; raises the database's errors."""
        stored = await self._lessons.lesson(lesson_id)
        return stored.facts.cameras if stored is not None else ()

    async def documents(self, lesson_id: str) -> list[Document]:
        """What the lesson can show now. Raises `NoRoom` when the database does not answer."""
        try:
            return await self._lessons.documents(lesson_id)
        except Exception as failure:
            log.error("courseware of %s can't be read", lesson_id, exc_info=failure)
            raise NoRoom("database_gone") from failure

    async def live(self) -> list[str]:
        """Ids of the lessons that ran when this process came up; raises the database's errors."""
        return await self._lessons.live()

    async def _stored(self, lesson_id: str) -> StoredLesson:
        try:
            stored = await self._lessons.lesson(lesson_id)
        except Exception as failure:
            log.error("lesson %s can't be read", lesson_id, exc_info=failure)
            raise NoRoom("database_gone") from failure
        if stored is None:
            raise NoRoom("unknown_lesson")
        if stored.phase == "ended":
            raise NoRoom("lesson_over")
        return stored

    async def _cues(self, stored: StoredLesson) -> list[Cue]:
        """The recording's folder knows more than the database if the database was away before the crash."""
        filed = await self._archive.files.read(stored.facts.id) if stored.phase == "live" else []
        if not filed or (stored.cues and stored.cues[-1].n >= filed[-1].n):
            return stored.cues
        return filed

    def _room(self, stored: StoredLesson, cues: list[Cue]) -> Room:
        if not cues:
            return Room(stored.facts, self._settings)
        log.info("lesson %s: room recovered at cue %d", stored.facts.id, cues[-1].n)
        return Room.recover(stored.facts, cues, self._clock(), self._settings)
