"""Let the registered cameras of a classroom come and go with its member."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from signaling.commands import PullCamera, StopCamera
from signaling.cues import SourceAdded
from signaling.room.membership import Membership
from signaling.room.proceedings import Proceedings, RoomCamera
from signaling.room.seats import Seat
from signaling.state import Phase, Role, Source


@dataclass(slots=True)
class _Away:
    """A camera that is not there: since when (Unix ms), why, and whether the masters know."""

    since: int
    reason: str
    is_told: bool = False


class Cameras:
    """
    Pulls a camera while its member has a seat and nobody publishes the same kind of source by hand.

    One that stops sending keeps its source for the grace period; then the source
    goes, the masters are told once, and it appears again with the camera.
    """

    def __init__(self, room: Proceedings, membership: Membership) -> None:
        self._room = room
        self._membership = membership
        self._registered = room.facts.cameras
        self._pulled: dict[str, RoomCamera] = {}
        self._away: dict[str, _Away] = {}

    def settle(self) -> None:
        """Pull what is wanted and is not pulled, and stop the rest."""
        wanted = self._wanted()
        for source in [source for source, camera in self._pulled.items() if wanted.get(source) != camera]:
            del self._pulled[source]
            self._away.pop(source, None)
            self._room.do(StopCamera(source))
        for source, camera in wanted.items():
            if source not in self._pulled:
                self._pulled[source] = camera
                self._room.do(PullCamera(source, camera.id))

    def register(self, cameras: tuple[RoomCamera, ...], now: int) -> None:
        """These are the cameras now: somebody has registered or removed one while the room is open."""
        self._registered = cameras
        wanted = self._wanted()
        for source in [source for source in self._pulled if source not in wanted]:
            self._remove(source, now)

    def changed(self, source: str, running: bool, producers: Collection[str], reason: str, now: int) -> None:
        """The worker has news of a camera: its source appears, or begins to be missed."""
        camera, seat = self._pulled.get(source), self._seat(source)
        if camera is None or seat is None:
            return
        if not running:
            # A worker that has just been found again does not know yet why.
            away = self._away.setdefault(source, _Away(now, reason or "silent"))
            away.reason = reason or away.reason
        elif seat.owners.get(source, "pull") == "pull":
            self._away.pop(source, None)
            self._appear(camera, seat, source, producers, now)

    def refused(self, source: str, now: int) -> None:
        """There was no worker to pull it, or its address could not be read: asked again after a while."""
        if source in self._pulled:
            self._away.setdefault(source, _Away(now, "no_worker"))

    def tick(self, now: int) -> None:
        """Take away what has been missed for the grace period, and say so."""
        for source, away in list(self._away.items()):
            if not away.is_told and now - away.since >= self._room.settings.grace_ms:
                away.is_told = True
                self._remove(source, now)
                self._tell(source, away)
            if away.reason == "no_worker" and away.is_told:
                self._pulled.pop(source, None)
                del self._away[source]

    def lost(self, now: int) -> None:
        """The worker is gone and every camera with it: another worker pulls them anew."""
        for source in self._pulled:
            self._away.setdefault(source, _Away(now, "no_worker"))
        self._pulled.clear()

    def ready(self, transports: Collection[str]) -> None:
        """Go on with the cameras that a worker carries; the others are pulled as if nobody had been asked."""
        carried = {name.removeprefix("pull/") for name in transports if name.startswith("pull/")}
        self._pulled = {source: each for source, each in self._wanted(carried).items() if source in carried}
        for source in self._pulled:
            seat = self._seat(source)
            if seat is not None and source in seat.owners:
                seat.owners[source] = "pull"
        self._room.do(*(StopCamera(source) for source in sorted(carried - self._pulled.keys())))

    def _wanted(self, carried: Collection[str] = ()) -> dict[str, RoomCamera]:
        """Cameras by the source that each is to be; of two for one source the first."""
        if self._room.state.lesson.phase is Phase.ENDED:
            return {}
        wanted: dict[str, RoomCamera] = {}
        for camera in self._registered:
            seat = self._owner(camera)
            if seat is None:
                continue
            source = f"{seat.member.id}/{camera.kind}"
            if source in carried or seat.owners.get(source, "pull") == "pull":
                wanted.setdefault(source, camera)
        return wanted

    def _owner(self, camera: RoomCamera) -> Seat | None:
        if camera.member is not None:
            return self._room.seats.get(camera.member)
        return next(iter(self._room.seats_of(Role.MASTER)), None)

    def _seat(self, source: str) -> Seat | None:
        return self._room.seats.get(source.partition("/")[0])

    def _appear(
        self, camera: RoomCamera, seat: Seat, source: str, producers: Collection[str], now: int
    ) -> None:
        tracks = frozenset(kind for kind in ("audio", "video") if f"{source}/{kind}" in producers)
        seat.owners[source], seat.tracks[source] = "pull", tracks
        found = Source(
            id=source,
            member=seat.member.id,
            kind=camera.kind,
            audio="audio" in tracks,
            video="video" in tracks,
            label=camera.name,
        )
        if self._room.state.sources.get(source) != found:
            self._room.happen(SourceAdded(source=found), now, seat.member.id)

    def _remove(self, source: str, now: int) -> None:
        seat = self._seat(source)
        if seat is not None and seat.owners.get(source) == "pull":
            self._membership.remove_sources(seat, [source], now)

    def _tell(self, source: str, away: _Away) -> None:
        camera = self._pulled.get(source)
        for seat in self._room.seats_of(Role.MASTER):
            self._room.refuse(
                seat.session, "camera_away", None, f"{camera.name if camera else source}: {away.reason}"
            )
