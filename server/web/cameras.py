"""Registering cameras, encoders and recording hosts of classrooms; for administrators and operators."""

from __future__ import annotations

from collections.abc import Collection

from aiohttp import web
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from media.ingest.verdict import Facts, why_convert_picture, why_convert_sound
from server.cameras.address import AddressRefused, checked, shown
from server.cameras.check import CheckFailed, Checks
from server.cameras.seal import Seal
from server.cameras.words import words
from server.data import cameras, places
from server.data.models import Camera, Classroom, Duty
from server.web.errors import ERRORS, ApiError, language
from server.web.noting import note
from server.web.responsible import responsible_for
from server.web.routes import Call, Route
from server.web.shapes import (
    CameraAddress,
    CameraCard,
    CameraCheck,
    Cameras,
    CheckedPicture,
    CheckedSound,
    ClassroomName,
    NewCamera,
    Nothing,
    RegisteredCamera,
)

CHECKS = web.AppKey("camera_checks", Checks)


async def list_cameras(call: Call) -> Cameras:
    """Those of the classrooms that the person administers."""
    async with call.context.database.session() as session:
        found = await cameras.every(session)
        mine = await _mine(session, call, [each.classroom for each in found])
        return Cameras(cameras=[_card(each) for each in found if each.classroom_id in mine])


async def register(call: Call) -> RegisteredCamera:
    """Look at the camera, unless it is to be taken unseen, and enter it; open lessons take it at once."""
    body: NewCamera = call.body
    url = _checked_url(call, body.url)
    classroom = await _classroom(call, body)
    sound = body.kind == "camera" if body.sound is None else body.sound
    found = await _look(call, url, sound) if body.check else None
    camera = await _enter(call, classroom, url, sound)
    await call.context.rooms.cameras_changed()
    return RegisteredCamera(**_card(camera).model_dump(), checked=found)


async def check_address(call: Call) -> CameraCheck:
    """Say what an address sends, without registering it."""
    if not call.person.has(Duty.ADMINISTRATOR):
        raise ApiError("forbidden")
    body: CameraAddress = call.body
    return await _look(call, _checked_url(call, body.url))


async def check_camera(call: Call) -> CameraCheck:
    """Say what a registered camera sends now."""
    async with call.context.database.session() as session:
        camera = await _camera(session, call)
    url = Seal(call.context.secret).open(camera.sealed)
    if url is None:
        raise ApiError("camera_address", "another secret")
    return await _look(call, url, camera.sound)


async def remove(call: Call) -> Nothing:
    """Forget a camera; lessons that run go on without it."""
    async with call.context.database.session() as session:
        camera = await _camera(session, call)
        await session.delete(camera)
        _note(session, call, "camera_removed", camera)
    await call.context.rooms.cameras_changed()
    return Nothing()


def _checked_url(call: Call, url: str) -> str:
    try:
        return checked(url, call.context.settings.cameras.files_folder)
    except AddressRefused as refused:
        raise ApiError("camera_address", str(refused)) from None


async def _classroom(call: Call, body: NewCamera) -> Classroom:
    async with call.context.database.session() as session:
        found = await places.classrooms(session, [body.classroom])
        if not found:
            raise ApiError("no_such_classroom")
        if not await _mine(session, call, found):
            raise ApiError("forbidden")
        if await cameras.of_kind(session, body.classroom, body.kind) is not None:
            raise ApiError("camera_kind_taken")
    return found[0]


async def _enter(call: Call, classroom: Classroom, url: str, sound: bool) -> Camera:
    body: NewCamera = call.body
    camera = Camera(
        classroom_id=classroom.id,
        name=body.name,
        kind=body.kind,
        sound=sound,
        address=shown(url),
        sealed=Seal(call.context.secret).close(url),
        created_at=call.context.now_ms(),
    )
    try:
        async with call.context.database.session() as session:
            session.add(camera)
            await session.flush()
            _note(session, call, "camera_registered", camera)
    except IntegrityError:
        raise ApiError("camera_kind_taken") from None
    camera.classroom = classroom
    return camera


async def _camera(session: AsyncSession, call: Call) -> Camera:
    camera = await cameras.by_id(session, call.part("camera"))
    if camera is None or not await _mine(session, call, [camera.classroom]):
        raise ApiError("no_such_camera")
    return camera


async def _mine(session: AsyncSession, call: Call, rooms: Collection[Classroom]) -> frozenset[str]:
    return await responsible_for(session, call.person, rooms, Duty.ADMINISTRATOR)


def _note(session: AsyncSession, call: Call, action: str, camera: Camera) -> None:
    note(session, call, action, camera.id, classroom=camera.classroom_id, address=camera.address)


async def _look(call: Call, url: str, sound: bool = True) -> CameraCheck:
    try:
        facts = await call.request.app[CHECKS].look(url)
    except CheckFailed as failure:
        code = f"camera_{failure.reason}"
        raise ApiError(code if code in ERRORS else "camera_failed") from None
    return _said(facts, words(facts, language(call.request), sound))


def _said(facts: Facts, words: list[str]) -> CameraCheck:
    picture, sound = facts.picture, facts.sound
    return CameraCheck(
        picture=CheckedPicture(
            codec=picture.codec,
            width=picture.width,
            height=picture.height,
            rate=picture.rate,
            kbps=picture.kbps,
            b_frames=picture.b_frames,
            keyframe_s=picture.keyframe_s,
            converted=why_convert_picture(picture),
        )
        if picture
        else None,
        sound=CheckedSound(
            codec=sound.codec,
            sample_rate=sound.sample_rate,
            channels=sound.channels,
            converted=why_convert_sound(sound),
        )
        if sound
        else None,
        words=words,
    )


def _card(camera: Camera) -> CameraCard:
    room = camera.classroom
    return CameraCard(
        id=camera.id,
        name=camera.name,
        kind="board" if camera.kind == "board" else "camera",
        classroom=ClassroomName(id=room.id, name=room.name, school=room.school.name),
        sound=camera.sound,
        address=camera.address,
    )


_FAILURES = (
    "camera_address",
    *(code for code in ERRORS if code.startswith("camera_") and ERRORS[code].status == 422),
)
ROUTES = (
    Route("GET", "/api/cameras", list_cameras, "The registered cameras.", answer=Cameras),
    Route(
        "POST",
        "/api/cameras",
        register,
        "Look at a camera and register it for a classroom.",
        body=NewCamera,
        answer=RegisteredCamera,
        status=201,
        errors=("forbidden", "no_such_classroom", "camera_kind_taken", *_FAILURES),
    ),
    Route(
        "POST",
        "/api/cameras/check",
        check_address,
        "Look at a camera without registering it.",
        body=CameraAddress,
        answer=CameraCheck,
        errors=("forbidden", *_FAILURES),
    ),
    Route(
        "POST",
        "/api/cameras/{camera}/check",
        check_camera,
        "Look at a registered camera.",
        body=Nothing,
        answer=CameraCheck,
        errors=("no_such_camera", *_FAILURES),
    ),
    Route(
        "DELETE",
        "/api/cameras/{camera}",
        remove,
        "Forget a camera.",
        answer=Nothing,
        errors=("no_such_camera",),
    ),
)
