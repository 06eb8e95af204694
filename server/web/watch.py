"""Watching a recording together: the lesson that is made for it, and what it may watch."""

from __future__ import annotations

from server.auth.rights import Act
from server.data import lessons, watching
from server.data.models import Duty, Lesson, WatchedRecording
from server.entrance import code_of
from server.library import watching as rules
from server.web.admission import Admission, admitted
from server.web.asking import check_people
from server.web.cards import lesson_card
from server.web.drafts import draft
from server.web.errors import ApiError, language
from server.web.lessons import lesson_for
from server.web.noting import note
from server.web.routes import Call, Route
from server.web.shapes import NewLesson
from server.web.watchshapes import BroughtRecording, NewWatch, Playables, Watch

_TITLES = {"zh-CN": "观摩：", "en": "Watching: "}


async def begin_watch(call: Call) -> Watch:
    """Put a lesson into the timetable in which the recording is watched."""
    if not call.person.has(Duty.TEACHER, Duty.RESEARCHER, Duty.ADMINISTRATOR):
        raise ApiError("forbidden")
    wanted: NewWatch = call.body
    found = await _to_show(call, call.part("recording"))
    async with call.context.database.session() as session:
        await check_people(session, wanted.people)
        lesson = await draft(session, call.context, call.person, _lesson(call, wanted, found))
        lesson.guests = wanted.guests
        card = lesson_card(await lessons.add(session, lesson, wanted.classrooms))
        watching.ask(session, card.id, wanted.people)
        await watching.bring(session, _brought(call, card.id, found))
        note(session, call, "begin_watch", found.recording.id, lesson=card.id)
    return Watch(lesson=card, code=code_of(card.id, call.context.secret))


async def list_playables(call: Call) -> Playables:
    lesson = await lesson_for(call, Act.LEAD)
    return await _playables(call, lesson)


async def bring_recording(call: Call) -> Playables:
    """Let a lesson watch one more recording, at once if it runs."""
    lesson = await _open_lesson(call)
    wanted: BroughtRecording = call.body
    found = await _to_show(call, wanted.recording)
    async with call.context.database.session() as session:
        if len(await watching.of_lesson(session, lesson.id)) >= call.context.settings.playback.recordings:
            raise ApiError("too_many_recordings")
        await watching.bring(session, _brought(call, lesson.id, found))
        note(session, call, "begin_watch", found.recording.id, lesson=lesson.id)
    await call.context.rooms.courseware_changed(lesson.id)
    return await _playables(call, lesson)


async def take_recording_away(call: Call) -> Playables:
    """The lesson may not watch it any more; where it is open it disappears."""
    lesson = await _open_lesson(call)
    async with call.context.database.session() as session:
        await watching.take_away(session, lesson.id, call.part("recording"))
    await call.context.rooms.courseware_changed(lesson.id)
    return await _playables(call, lesson)


async def _to_show(call: Call, recording_id: str) -> Admission:
    """The recording, if the person may let others watch it. Raises `ApiError`."""
    found = await admitted(call, Act.WATCH, recording_id)
    if found.recording.state not in rules.PLAYABLE:
        raise ApiError("recording_unfinished")
    async with call.context.database.session() as session:
        if not await rules.may_show(session, call.person, found.recording, found.resource):
            raise ApiError("not_yours_to_show")
    return found


async def _open_lesson(call: Call) -> Lesson:
    lesson = await lesson_for(call, Act.LEAD)
    if lesson.phase == "ended":
        raise ApiError("lesson_over")
    return lesson


async def _playables(call: Call, lesson: Lesson) -> Playables:
    async with call.context.database.session() as session:
        return Playables(recordings=await rules.playables(session, lesson.id))


def _lesson(call: Call, wanted: NewWatch, found: Admission) -> NewLesson:
    return NewLesson(
        title=wanted.title or (_TITLES[language(call.request)] + found.resource.title)[:120],
        subject=found.resource.subject,
        starts_at=wanted.starts_at,
        classrooms=wanted.classrooms,
        record=wanted.record,
        form="observation",
    )


def _brought(call: Call, lesson: str, found: Admission) -> WatchedRecording:
    user = call.person.user
    return WatchedRecording(
        lesson_id=lesson,
        recording_id=found.recording.id,
        user_id=user.id if user else None,
        added_at=call.context.now_ms(),
    )


_SHOWN = (
    "no_such_recording",
    "recording_trashed",
    "recording_removed",
    "recording_unfinished",
    "not_yours_to_show",
    "forbidden",
)
_LESSON = ("no_such_lesson", "forbidden")

ROUTES = (
    Route(
        "POST",
        "/api/resources/{recording}/watch",
        begin_watch,
        "Make a lesson in which the recording is watched together.",
        body=NewWatch,
        answer=Watch,
        status=201,
        errors=(*_SHOWN, "foreign_classroom", "no_such_classroom", "no_such_person", "invalid_field"),
    ),
    Route(
        "GET",
        "/api/lessons/{lesson}/playables",
        list_playables,
        "The recordings that the lesson may watch together.",
        answer=Playables,
        errors=_LESSON,
    ),
    Route(
        "POST",
        "/api/lessons/{lesson}/playables",
        bring_recording,
        "Let the lesson watch one more recording.",
        body=BroughtRecording,
        answer=Playables,
        errors=(*_LESSON, *_SHOWN, "lesson_over", "too_many_recordings"),
    ),
    Route(
        "DELETE",
        "/api/lessons/{lesson}/playables/{recording}",
        take_recording_away,
        "Take a recording out of what the lesson may watch.",
        answer=Playables,
        errors=(*_LESSON, "lesson_over"),
    ),
)
