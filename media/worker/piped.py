"""Producers that come through a pipe: from another worker, or from a camera's process beside this one."""

from __future__ import annotations

from collections import Counter

from media.negotiated import Codec, Extensions, UpSpec, UpTrack
from media.packets.rtcp import ReceiverReport
from media.routing.producer import Producer
from media.routing.uplink import OUR_SSRC, UpLink
from media.transport.endpoint import Endpoint
from media.transport.pipe import Pipe, pipe_keys
from media.worker.protocol import OpenPipe, PipeCodec, PipeTrack, ProducerInfo

_NAMES = {"audio": ("OPUS",), "video": ("H264", "VP9", "VP8")}
_GREETING = ReceiverReport(OUR_SSRC).build()


class BadPipe(ValueError):
    """The tracks of a pipe contradict one another; the text says how."""


class PipedPublisher:
    """
    One `open_pipe` transport; in its room it is a publisher like any other.

    Making or updating one raises `BadKey` or `BadPipe` and has then changed nothing.
    """

    def __init__(self, endpoint: Endpoint, command: OpenPipe, now: float) -> None:
        keys = pipe_keys(command.receive_key, command.send_key)
        spec = piped_spec(command)
        #: The id of the audio level's header extension, if packets carry it.
        self.audio_level = command.audio_level
        self.transport: Pipe = endpoint.new_pipe(keys, _sources(command), now)
        self.uplink = UpLink(spec, _producers(spec), self.transport.send_rtcp, endpoint.gathering)
        self.transport.on_rtp = self.uplink.receive_rtp
        self.transport.on_rtcp = self.uplink.receive_rtcp

    @property
    def producers(self) -> list[Producer]:
        """What comes over it."""
        return list(self.uplink.producers.values())

    def is_with(self, command: OpenPipe) -> bool:
        """Whether this is the pipe that has these keys."""
        return self.transport.keys == pipe_keys(command.receive_key, command.send_key)

    def update(self, command: OpenPipe) -> None:
        """Carry these tracks from now on; what stays goes on without a gap."""
        spec = piped_spec(command)
        self.transport.sources = _sources(command)
        self.audio_level = command.audio_level
        self.uplink.update(spec, _producers(spec))

    def connected(self, now: float) -> None:
        """The other end is there, or there again: it learns that we hear it."""
        self.transport.send_rtcp(_GREETING)
        self.ask_keyframes(now)

    def ask_keyframes(self, now: float) -> None:
        """After a hole in the line: viewers need not wait for the next keyframe."""
        self.uplink.request_keyframes(now)


def piped_spec(command: OpenPipe) -> UpSpec:
    """What `command` declares, as routing needs it; a producer's id is its mid. Raises `BadPipe`."""
    _check(command)
    tracks = {track.producer: _track(track) for track in command.tracks}
    return UpSpec(tracks, Extensions(audio_level=command.audio_level))


def infos(command: OpenPipe) -> list[ProducerInfo]:
    """The producers that the pipe brings."""
    return [
        ProducerInfo(
            producer=track.producer,
            kind=track.kind,
            codec=track.codecs[0].name,
            rids=[encoding.rid for encoding in track.encodings if encoding.rid],
        )
        for track in command.tracks
    ]


def _track(track: PipeTrack) -> UpTrack:
    return UpTrack(
        mid=track.producer,
        kind=track.kind,
        codecs=tuple(_codec(codec) for codec in track.codecs),
        rids=tuple(encoding.rid for encoding in track.encodings if encoding.rid),
        ssrcs=tuple(encoding.ssrc for encoding in track.encodings),
        rtx={each.rtx_ssrc: each.ssrc for each in track.encodings if each.rtx_ssrc is not None},
        layers={encoding.rid: encoding.ssrc for encoding in track.encodings},
    )


def _codec(codec: PipeCodec) -> Codec:
    return Codec(
        name=codec.name,
        payload_type=codec.payload_type,
        clock_rate=codec.clock_rate,
        channels=codec.channels,
        parameters=codec.parameters,
        rtx_payload_type=codec.rtx_payload_type,
    )


def _producers(spec: UpSpec) -> dict[str, str]:
    return {mid: mid for mid in spec.tracks}


def _ssrcs(command: OpenPipe) -> list[int]:
    encodings = [encoding for track in command.tracks for encoding in track.encodings]
    repairs = [each.rtx_ssrc for each in encodings if each.rtx_ssrc is not None]
    return [command.control_ssrc, *(encoding.ssrc for encoding in encodings), *repairs]


def _sources(command: OpenPipe) -> frozenset[bytes]:
    return frozenset(ssrc.to_bytes(4, "big") for ssrc in _ssrcs(command))


def _check(command: OpenPipe) -> None:
    """Raise `BadPipe` where one name or number would stand for two things, or a codec for none."""
    twice = [ssrc for ssrc, times in Counter(_ssrcs(command)).items() if times > 1]
    if twice:
        raise BadPipe(f"the SSRC {twice[0]} is named twice")
    if len({track.producer for track in command.tracks}) < len(command.tracks):
        raise BadPipe("a producer is named twice")
    for track in command.tracks:
        rids = {encoding.rid for encoding in track.encodings}
        if len(rids) < len(track.encodings) or ("" in rids and len(rids) > 1):
            raise BadPipe(f"the layers of {track.producer} need a rid each")
        unknown = [codec.name for codec in track.codecs if codec.name not in _NAMES[track.kind]]
        if unknown:
            raise BadPipe(f"{unknown[0]} is no {track.kind} codec that is forwarded")
