"""What the members publish: by their own page, or by a WHIP client in their name."""

from __future__ import annotations

from collections.abc import Collection

from signaling.claims import Claims
from signaling.commands import AcceptPublisher, Close
from signaling.cues import SourceAdded, SourceChanged
from signaling.messages import ChangeSource, Ok, Publish, Published, PublishedSource
from signaling.room.membership import Membership
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Direction, Seat
from signaling.state import Source, SourceKind

#: A WHIP offer says nothing about its m-lines: the worker takes the first of each kind.
WHIP_SOURCES = (PublishedSource(kind=SourceKind.CAMERA),)


class Publications(Part):
    """The sources of a room, each owned by the link it comes through."""

    def __init__(self, room: Proceedings, membership: Membership) -> None:
        self._room = room
        self._membership = membership
        self._publishers: dict[str, Claims] = {}

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {Publish: self.publish, ChangeSource: self.change}

    def publish(self, seat: Seat, session: str, wish: Publish, now: int) -> None:
        """Pass a page's offer on to the worker."""
        code = _fault(wish.sources)
        if code is not None:
            self._room.refuse(session, code, wish.id)
            return
        seat.up.is_asked = True
        self._room.do(AcceptPublisher(session, seat.member.id, wish.id, wish.sdp, tuple(wish.sources)))

    def open_publisher(self, publisher: str, claims: Claims, sdp: str) -> None:
        """Pass a WHIP client's offer on; it gets a seat when the worker has accepted."""
        code = self._membership.refusal(claims, "publish")
        if code is not None:
            self._room.refuse(publisher, code, None)
            self._room.do(Close(publisher))
            return
        self._publishers[publisher] = claims
        self._room.do(AcceptPublisher(publisher, claims.sub, None, sdp, WHIP_SOURCES))

    def close_publisher(self, publisher: str, now: int) -> None:
        """A WHIP resource has ended: its sources go, and its member unless a page holds the seat."""
        claims = self._publishers.pop(publisher, None)
        seat = self._room.seats.get(claims.sub) if claims else self._held_by(publisher)
        if seat is None or seat.publisher != publisher:
            return
        seat.publisher = None
        seat.whip.state, seat.whip.vanishes_at = "none", None
        self._membership.remove_sources(seat, seat.owned_by("whip"), now)
        if not seat.is_connected and seat.expires_at is None:
            self._membership.leave(seat, now)

    def published(self, command: AcceptPublisher, sdp: str, producers: Collection[str], now: int) -> None:
        """The worker has accepted: answer the client and let its sources appear."""
        claims = self._publishers.get(command.session)
        direction: Direction = "up" if claims is None else "whip"
        if claims is not None:
            seat = self._take_over(command.session, claims, now)
        else:
            found = self._room.seats.get(command.member)
            if found is None or found.session != command.session:
                return
            seat = found
        seat.link(direction).is_made()
        self._room.tell(command.session, Published(re=command.re, sdp=sdp))
        self._replace(seat, direction, command.sources, producers, now)

    def vanished(self, seat: Seat) -> None:
        """The seat's WHIP resource has ended without a word: its client would post again."""
        if seat.publisher is not None:
            self._publishers.pop(seat.publisher, None)
            seat.publisher = None

    def refused(self, publisher: str) -> None:
        """The worker has refused a WHIP client's offer: it ends, whatever else its member has goes on."""
        if self._publishers.pop(publisher, None) is not None:
            self._room.do(Close(publisher))

    def change(self, seat: Seat, session: str, wish: ChangeSource, now: int) -> None:
        """Switch the sound or the picture of one's own source."""
        source = self._room.state.sources.get(wish.source)
        if source is None or source.member != seat.member.id:
            self._room.refuse(session, "unknown_source", wish.id)
            return
        tracks = seat.tracks.get(source.id, frozenset({"audio", "video"}))
        audio, video = wish.audio and "audio" in tracks, wish.video and "video" in tracks
        self._room.tell(session, Ok(re=wish.id))
        if (audio, video) != (source.audio, source.video):
            event = SourceChanged(source=source.id, audio=audio, video=video)
            self._room.happen(event, now, seat.member.id)

    def adopt(self, transports: Collection[str], producers: Collection[str]) -> None:
        """Learn again, after a crash, which WHIP clients are there and which tracks the sources have."""
        for transport in transports:
            kind, _, rest = transport.partition("/")
            seat = self._room.seats.get(rest.partition("/")[0])
            if kind == "whip" and seat is not None and seat.publisher is None:
                self._adopt_publisher(seat, transport, f"{seat.member.id}/up" in transports)
        for seat in self._room.seats.values():
            for source in seat.owners:
                seat.tracks.setdefault(source, _tracks(source, producers))

    def _adopt_publisher(self, seat: Seat, transport: str, has_page: bool) -> None:
        seat.publisher, seat.expires_at = transport, None
        seat.whip.state, seat.whip.vanishes_at = "connected", None
        camera = f"{seat.member.id}/{SourceKind.CAMERA}"
        for source in seat.owners:
            if source == camera or not has_page:
                seat.owners[source] = "whip"

    def _held_by(self, publisher: str) -> Seat | None:
        return next((seat for seat in self._room.seats.values() if seat.publisher == publisher), None)

    def _take_over(self, publisher: str, claims: Claims, now: int) -> Seat:
        seat = self._membership.seat(claims, now)
        if seat.publisher is not None and seat.publisher != publisher:
            self._publishers.pop(seat.publisher, None)
            self._room.do(Close(seat.publisher))
        seat.publisher, seat.expires_at = publisher, None
        return seat

    def _replace(
        self,
        seat: Seat,
        direction: Direction,
        published: Collection[PublishedSource],
        producers: Collection[str],
        now: int,
    ) -> None:
        """Let exactly these sources come through that link."""
        before = seat.owned_by(direction)
        sources = [self._source(seat, each, producers) for each in published]
        listed = {source.id for source in sources}
        self._membership.remove_sources(seat, [id for id in before if id not in listed], now)
        for source in sources:
            seat.owners[source.id] = direction
            seat.tracks[source.id] = _tracks(source.id, producers)
            if self._room.state.sources.get(source.id) != source:
                self._room.happen(SourceAdded(source=source), now, seat.member.id)

    def _source(self, seat: Seat, published: PublishedSource, producers: Collection[str]) -> Source:
        id = f"{seat.member.id}/{published.kind}"
        tracks = _tracks(id, producers)
        return Source(
            id=id,
            member=seat.member.id,
            kind=published.kind,
            audio=published.audio and "audio" in tracks,
            video=published.video and "video" in tracks,
            label=published.label,
        )


def _fault(sources: list[PublishedSource]) -> str | None:
    if len({source.kind for source in sources}) < len(sources):
        return "same_kind_twice"
    if any(source.audio_mid is None and source.video_mid is None for source in sources):
        return "trackless_source"
    return None


def _tracks(source: str, producers: Collection[str]) -> frozenset[str]:
    return frozenset(kind for kind in ("audio", "video") if f"{source}/{kind}" in producers)
