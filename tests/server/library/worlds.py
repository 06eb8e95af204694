"""Random worlds: regions, schools, people and recordings, to hold a query against a table."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data.models import (
    Classroom,
    Duty,
    Grant,
    Lesson,
    LessonClassroom,
    Recording,
    Region,
    Resource,
    ResourceAudience,
    ReviewRound,
    RoundMember,
    RoundRecording,
    School,
    User,
)

SCOPES = (None, "class", "school", "county", "city", "province", "public")


@dataclass
class World:
    """Made of a seed; the same seed makes the same world."""

    seed: int
    people: list[Person] = field(default_factory=list)
    recordings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._regions: list[str] = []
        self._schools: list[str] = []
        self._rooms: list[str] = []

    async def store(self, session: AsyncSession, recordings: int) -> None:
        """Put it into an empty database."""
        await self._places(session)
        await self._people(session)
        for n in range(recordings):
            await self._recording(session, f"e{n}")

    async def _places(self, session: AsyncSession) -> None:
        pick = self._random.choice
        for n in range(9):
            parent = pick([None, *self._regions]) if n else None
            session.add(Region(id=f"region{n}", parent_id=parent, kind=pick(SCOPES[3:6]), name=""))
            await session.flush()
            self._regions.append(f"region{n}")
        for n in range(8):
            centre = pick([None, None, *self._schools])
            session.add(School(id=f"school{n}", region_id=pick(self._regions), centre_id=centre, name=""))
            await session.flush()
            self._schools.append(f"school{n}")
        self._rooms = [f"room{n}" for n in range(14)]
        session.add_all(
            Classroom(id=room, school_id=pick(self._schools), kind="rural", name="") for room in self._rooms
        )
        await session.flush()

    async def _people(self, session: AsyncSession) -> None:
        for n in range(12):
            school = self._random.choice([None, *self._schools])
            user = User(
                id=f"user{n}", login=f"{n}", name="", password_hash="", school_id=school, created_at=0
            )
            session.add(user)
            await session.flush()
            grants = [self._grant(user.id, k) for k in range(self._random.choice([0, 1, 1, 2]))]
            self.people.append(Person(user, None, grants))

    def _grant(self, user: str, n: int) -> Grant:
        kind = self._random.choice(("region", "school", "classroom"))
        nodes = {"region": self._regions, "school": self._schools, "classroom": self._rooms}[kind]
        duty = self._random.choice(list(Duty))
        return Grant(
            id=f"{user}{n}", user_id=user, role=duty, scope_kind=kind, scope_id=self._random.choice(nodes)
        )

    async def _recording(self, session: AsyncSession, name: str) -> None:
        pick, teacher = self._random.choice, self._somebody()
        lesson = Lesson(
            id=f"l{name}", teacher_id=teacher, master_classroom_id=pick([None, *self._rooms]), title="",
            subject="", phase="ended", starts_at=0, ends_at=0, created_at=0,
        )  # fmt: skip
        session.add(lesson)
        await session.flush()
        for place, room in enumerate(self._random.sample(self._rooms, pick((0, 1, 1, 2, 3)))):
            session.add(LessonClassroom(lesson_id=lesson.id, classroom_id=room, position=place))
        session.add(Recording(id=name, lesson_id=lesson.id, state="ready", started_at=0))
        await session.flush()
        await self._resource(session, name)
        self.recordings.append(name)

    async def _resource(self, session: AsyncSession, name: str) -> None:
        pick = self._random.choice
        session.add(
            Resource(
                recording_id=name,
                owner_id=self._somebody(),
                title="",
                scope=pick(SCOPES),
                changed_at=0,
                trashed_at=pick((None, None, None, 1)),
                removed_at=pick((None, None, None, 1)),
            )
        )
        await session.flush()
        nodes = self._regions + self._schools + self._rooms
        for node in self._random.sample(nodes, 2):
            session.add(ResourceAudience(recording_id=name, node=node))
        if pick((True, False, False)):
            await self._round(session, name)

    async def _round(self, session: AsyncSession, recording: str) -> None:
        id = f"r{recording}"
        session.add(ReviewRound(id=id, title="", text="", rubric={}, blind=False, created_at=0))
        await session.flush()
        session.add(RoundRecording(round_id=id, recording_id=recording, position=0))
        session.add(RoundMember(round_id=id, user_id=self._random.choice(self.people).actor))
        await session.flush()

    def _somebody(self) -> str | None:
        return self._random.choice([None, self._random.choice(self.people).actor])
