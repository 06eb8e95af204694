"""Open the room of a lesson: a new one, or the one that stored cues tell of."""

from __future__ import annotations

import logging
from collections.abc import Callable

from server.checks.forgetting import Forgetting, Keeping
from server.checks.open import OpenChecks
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
from signaling.tools.playback.state import Playable

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
        checks: OpenChecks | None = None,
    ) -> None:
        self._lessons = lessons
        self._registry = registry
        self._archive = archive
        self._clock = clock
        self._settings = settings
        self._desk = desk
        self._camera_orders = cameras
        self._checks = checks

    async def conductor(self, lesson_id: str, finish: Finish) -> Conductor:
        """The lesson's conductor, or a check's, not yet housed on a worker. Raises `NoRoom`."""
        check = self._checks.facts(lesson_id, self._clock()) if self._checks is not None else None
        if check is not None:
            return self._conductor(Room(check, self._settings), lesson_id, finish, Forgetting())
        stored = await self._stored(lesson_id)
        cues = await self._cues(stored)
        room = self._room(stored, cues)
        if room.is_over:
            raise NoRoom("lesson_over")
        conductor = self._conductor(room, lesson_id, finish, self._archive)
        if conductor.unfiled is not None:
            conductor.unfiled.extend(cues)
        return conductor

    def _conductor(self, room: Room, lesson_id: str, finish: Finish, archive: Keeping) -> Conductor:
        return Conductor(
            room,
            lesson_id,
            self._registry,
            archive,
            self._clock,
            finish,
            self._desk,
            self._camera_orders,
        )

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

    async def playables(self, lesson_id: str) -> list[Playable]:
        """What the lesson can watch together now. Raises `NoRoom` when the database does not answer."""
        try:
            return await self._lessons.playables(lesson_id)
        except Exception as failure:
            log.error("recordings for %s can't be read", lesson_id, exc_info=failure)
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
