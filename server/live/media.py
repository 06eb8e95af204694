"""
Say a room's media commands in the worker's words, and name its transports.

Signaling names members; the worker names transports: `MEMBER/up`, `MEMBER/down`,
`whip/MEMBER/XXXX` (a WHIP resource), `whep/MEMBER/XXXX` (a WHEP resource) and
`pull/SOURCE` (a camera that the worker fetches).
"""

from __future__ import annotations

from dataclasses import asdict

from media.worker import protocol
from server.workers.link import UNNUMBERED
from signaling.commands import (
    AcceptAnswer,
    AcceptPublisher,
    CloseTransports,
    OfferSlots,
    Record,
    Route,
)
from signaling.room.seats import Direction, LinkNews, SlotPicture

Negotiation = AcceptPublisher | OfferSlots | AcceptAnswer

WHIP, WHEP, PULL = "whip/", "whep/", "pull/"
#: Before the name of a publisher whose producers come from another worker, or go to one.
PIPE = "pipe/"
_DIRECTIONS: dict[str, Direction] = {"up": "up", "down": "down"}
#: Why a receiver is told that it does not get a picture as it draws it.
SUFFERING = ("line_too_thin", "no_codec", "overloaded")


def up_transport(command: AcceptPublisher) -> str:
    """A WHIP client's session is its resource, which is also its transport."""
    return command.session if command.session.startswith(WHIP) else f"{command.member}/up"


def down_transport(member: str) -> str:
    """A WHEP viewer is its own transport."""
    return member if member.startswith(WHEP) else f"{member}/down"


def negotiate(room: str, command: Negotiation) -> protocol.WorkerCommand:
    """The worker's command for a negotiation whose outcome the room waits for."""
    match command:
        case AcceptPublisher():
            return _accept_up(room, command)
        case OfferSlots():
            return protocol.OpenDown(
                id=UNNUMBERED,
                room=room,
                transport=down_transport(command.member),
                slots=command.slots,
                restart=command.restart,
            )
        case AcceptAnswer():
            return protocol.AnswerDown(
                id=UNNUMBERED, room=room, transport=down_transport(command.member), sdp=command.sdp
            )


def _accept_up(room: str, command: AcceptPublisher) -> protocol.AcceptUp:
    sources = [
        protocol.SourceTracks(
            source=f"{command.member}/{source.kind}",
            audio_mid=source.audio_mid,
            video_mid=source.video_mid,
        )
        for source in command.sources
    ]
    return protocol.AcceptUp(
        id=UNNUMBERED, room=room, transport=up_transport(command), sdp=command.sdp, sources=sources
    )


def route(room: str, command: Route) -> protocol.Route:
    slots = [protocol.SlotRoute(**asdict(each)) for each in command.slots]
    return protocol.Route(id=UNNUMBERED, room=room, transport=down_transport(command.member), slots=slots)


def record(room: str, command: Record, folder: str) -> protocol.Record:
    """Record exactly these producers from now on, into the lesson's `folder` on the worker's disk."""
    return protocol.Record(
        id=UNNUMBERED,
        room=room,
        folder=folder,
        started_at=command.started_at,
        producers=list(command.producers),
    )


def close_transport(room: str, transport: str) -> protocol.CloseTransport:
    return protocol.CloseTransport(id=UNNUMBERED, room=room, transport=transport)


def close_transports(room: str, command: CloseTransports) -> list[protocol.CloseTransport]:
    closing = [f"{command.member}/up"] if command.up else []
    closing += [down_transport(command.member)] if command.down else []
    return [close_transport(room, transport) for transport in closing]


def is_receiver(transport: str) -> bool:
    """Whether this is a down-link, a member's or a player's."""
    return transport.startswith(WHEP) or transport.endswith("/down")


def is_publisher(transport: str) -> bool:
    """Whether what comes through this is published here, and not piped from another worker."""
    return not is_receiver(transport) and not transport.startswith(PIPE)


def transport_of(name: str) -> tuple[str, Direction] | None:
    """The member and the direction of a transport; `None` of a player's or a pipe."""
    if name.startswith((WHEP, PIPE)):
        return None
    if name.startswith(WHIP):
        return owner(name), "whip"
    member, _, end = name.rpartition("/")
    direction = _DIRECTIONS.get(end)
    return (member, direction) if direction is not None else None


def link_news(event: protocol.LineNews) -> LinkNews:
    """The worker's news of a transport; a picture that is hidden or about to begin does not suffer."""
    suffering = tuple(
        SlotPicture(each.slot, each.state, each.reason)
        for each in event.pictures
        if each.state != "sent" and each.reason in SUFFERING
    )
    rtt_ms = event.rtt * 1000 if event.rtt is not None else None
    return LinkNews(rate=event.rate, loss=event.loss, rtt_ms=rtt_ms, pictures=suffering)


def owner(transport: str) -> str:
    """The member whose transport this is."""
    parts = transport.split("/")
    return parts[1] if transport.startswith((WHIP, WHEP, PULL)) else parts[0]
