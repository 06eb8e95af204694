"""One lesson's media on this worker: who sends, who receives, what is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from media.packets.sdp import parse
from media.recording.writer import RESERVE
from media.routing.microphones import PLACES
from media.routing.producer import Producer
from media.routing.router import Router
from media.transport.endpoint import Endpoint
from media.transport.negotiation import read_remote
from media.transport.transport import State
from media.worker.lines import LineWatch
from media.worker.piped import PipedPublisher, infos
from media.worker.piping import Piping
from media.worker.protocol import (
    AcceptDown,
    AcceptUp,
    AnswerDown,
    Done,
    LineNews,
    OpenDown,
    OpenPipe,
    Pull,
    Record,
    RoomInventory,
    Route,
    SendPipe,
    SourceNews,
    TransportState,
)
from media.worker.publisher import Publisher
from media.worker.pulled import PulledPublisher
from media.worker.receiver import Receiver
from media.worker.recording import RecordingEvent, RoomRecording
from media.worker.refusal import Refused, closed_if_refused, silence

Event = TransportState | SourceNews | LineNews | RecordingEvent
Linked = Publisher | PipedPublisher | PulledPublisher | Receiver

# Silence is judged in whole seconds; a hundred transports need not be asked at every tick.
_WATCH_EVERY_S = 0.2


class WorkerRoom:
    """
    The publishers and receivers of one room by their transports' names, its router and its recorder.

    Every command either gives its `Done` or raises `Refused`, `MalformedSdp`, `NoUsableCodec`,
    `BadKey` or `BadPipe` and has changed nothing. Events go to `report`.
    """

    def __init__(
        self,
        name: str,
        endpoint: Endpoint,
        report: Callable[[Event], None],
        now: float,
        reserve: int = RESERVE,
        microphones: int = PLACES,
    ) -> None:
        self.name = name
        self.publishers: dict[str, Publisher | PipedPublisher | PulledPublisher] = {}
        self.receivers: dict[str, Receiver] = {}
        #: Whether the room's home is another worker.
        self.is_branch = False
        self.used_at = now
        self._next_watch = now
        self._now = now
        self.recording = RoomRecording(name, report, reserve)
        self._piping = Piping(endpoint.counters, self._pipe_state)
        self._router = Router(self._producer_appeared, self._producer_closed, microphones)
        self._lines = LineWatch(name, self._router, report)
        self._endpoint = endpoint
        self._report = report

    def counters(self) -> Counter[str]:
        """Totals of the room's links and of its recorder."""
        return self._router.counters() + self.recording.counters + self._piping.counters()

    @property
    def transports(self) -> dict[str, Linked]:
        """Everything with a transport, by name."""
        return {**self.publishers, **self.receivers}

    def inventory(self) -> RoomInventory:
        """What a control process that has just come back needs to know."""
        return RoomInventory(
            room=self.name,
            transports=list(self.transports),
            producers=[each.id for publisher in self.publishers.values() for each in publisher.producers],
            recording=self.recording.is_open,
            slots={name: each.slots for name, each in self.receivers.items() if each.slots},
            branch=self.is_branch,
            pipes=list(self._piping.senders),
        )

    def states(self) -> list[TransportState | SourceNews]:
        """The state of every transport, as an event."""
        return [
            each.event(self.name, name)
            if isinstance(each, PulledPublisher)
            else self._event(name, each.transport.state, "")
            for name, each in self.transports.items()
        ]

    def accept_up(self, command: AcceptUp, now: float) -> Done:
        """Answer a publisher's offer; a new peer under a known name replaces the old one."""
        offer = parse(command.sdp)
        remote = read_remote(offer)
        publisher = self.publishers.get(command.transport)
        if isinstance(publisher, Publisher) and publisher.conversation.is_with(remote):
            publisher.check(offer, command.sources)
        else:
            publisher = Publisher(self._endpoint, now)
            with closed_if_refused(publisher.transport):
                publisher.check(offer, command.sources)
            self.close_transport(command.transport)
            self.publishers[command.transport] = publisher
            self._watch(command.transport, publisher)
        sdp, producers = publisher.accept(offer, remote, command.sources)
        if publisher.uplink is not None:
            self._router.add_uplink(command.transport, publisher.uplink)
        return Done(id=command.id, sdp=sdp, producers=producers)

    def open_pipe(self, command: OpenPipe, now: float) -> Done:
        """Take producers through a pipe; the same name with other keys replaces it."""
        publisher = self.publishers.get(command.transport)
        if isinstance(publisher, PipedPublisher) and publisher.is_with(command):
            publisher.update(command)
        else:
            publisher = PipedPublisher(self._endpoint, command, now)
            self.close_transport(command.transport)
            self.publishers[command.transport] = publisher
            self._watch(command.transport, publisher)
        self._router.add_uplink(command.transport, publisher.uplink)
        return Done(id=command.id, producers=infos(command))

    def pull(self, command: Pull) -> Done:
        """Fetch a source; one that is fetched just so already goes on."""
        name, known = command.transport, self.publishers.get(command.transport)
        if not (isinstance(known, PulledPublisher) and known.follows(command)):
            self.close_transport(name)
            pulled = PulledPublisher(
                self._endpoint, command, lambda: self._report(pulled.event(self.name, name))
            )
            self.publishers[name] = pulled
            self._router.add_uplink(name, pulled.uplink)
        return Done(id=command.id)

    def send_pipe(self, command: SendPipe, now: float) -> Done:
        """Copy a publisher's producers to another worker, or say again how."""
        publisher = self.publishers.get(command.publisher)
        if publisher is None:
            raise Refused("unknown_transport", f"the room has no publisher {command.publisher}")
        offer = self._piping.send(command, publisher.producers, publisher.audio_level, now)
        return Done(id=command.id, pipe=offer)

    def open_down(self, command: OpenDown, now: float) -> Done:
        """Offer a receiver its slots, or offer them again with more of them or over a new path."""
        receiver = self.receivers.get(command.transport)
        if receiver is None:
            self.close_transport(command.transport)
            receiver = self.receivers[command.transport] = Receiver(self._endpoint, now)
            self._watch(command.transport, receiver)
        sdp, slots = receiver.offer(command.slots, command.restart)
        return Done(id=command.id, sdp=sdp, slots=slots)

    def answer_down(self, command: AnswerDown, now: float) -> Done:
        """Apply the answer to the last `open_down`."""
        receiver = self._receiver(command.transport)
        if not receiver.awaits_answer:
            raise Refused("wrong_state", "there is no open offer to answer")
        answer = parse(command.sdp)
        replaced = receiver.take_answer(answer, read_remote(answer), now)
        if replaced is not None:
            silence(replaced)
            self._watch(command.transport, receiver)
        self._connect(command.transport, receiver)
        return Done(id=command.id)

    def accept_down(self, command: AcceptDown, now: float) -> Done:
        """Answer a receiver's own offer."""
        offer = parse(command.sdp)
        remote = read_remote(offer)
        receiver = self.receivers.get(command.transport)
        if receiver is not None and receiver.conversation.is_with(remote):
            receiver.check(offer)
        else:
            receiver = Receiver(self._endpoint, now)
            with closed_if_refused(receiver.transport):
                receiver.check(offer)
            self.close_transport(command.transport)
            self.receivers[command.transport] = receiver
            self._watch(command.transport, receiver)
        sdp, slots = receiver.accept(offer, remote)
        self._connect(command.transport, receiver)
        return Done(id=command.id, sdp=sdp, slots=slots)

    def route(self, command: Route, now: float) -> Done:
        """Switch a receiver's slots; counts once the receiver has answered."""
        self._receiver(command.transport)
        self._router.route(command.transport, command.slots, now)
        return Done(id=command.id)

    def record(self, command: Record, now: float) -> Done:
        """Record exactly these producers from now on."""
        present = [each for publisher in self.publishers.values() for each in publisher.producers]
        self.recording.record(command, present, now)
        return Done(id=command.id)

    def close_transport(self, name: str) -> None:
        """Forget a transport without a word to control: it asked for it. Unknown names do no harm."""
        gone = self.publishers.get(name) or self.receivers.get(name)
        if gone is not None:
            silence(gone.transport)
            self._forget(name)
        self._piping.close(name)

    def close(self) -> None:
        """Close every transport. The recorder is the caller's, which can wait for it."""
        for name in self.transports:
            self.close_transport(name)
        self._piping.close_all()
        self._router.close()

    def tick(self, now: float) -> bool:
        """Let everything keep its time, and say whether something presses."""
        self._now = now
        if now >= self._next_watch:
            self._next_watch = now + _WATCH_EVERY_S
            self._watch_for_silence(now)
            self._lines.tick(now)
        presses = self._router.tick(now)
        self._piping.tick(now)
        self.recording.tick(now)
        if self.publishers or self.receivers or self.recording.is_open:
            self.used_at = now
        return presses

    def _watch_for_silence(self, now: float) -> None:
        for each in self.transports.values():
            each.transport.tick(now)

    # ---- what its parts report ----

    def _watch(self, name: str, each: Linked) -> None:
        each.transport.on_state = lambda state, reason: self._transport_state(name, each, state, reason)
        if isinstance(each, Publisher):
            each.transport.on_moved = each.ask_keyframes

    def _transport_state(self, name: str, each: Linked, state: State, reason: str) -> None:
        if state in ("closed", "failed"):
            self._forget(name)
        elif state == "connected":
            each.connected(self._now)
        self._report(self._event(name, state, reason))

    def _pipe_state(self, name: str, state: State, reason: str) -> None:
        self._report(self._event(name, state, reason))

    def _event(self, name: str, state: State, reason: str) -> TransportState:
        return TransportState(room=self.name, transport=name, state=state, reason=reason)

    def _producer_appeared(self, producer: Producer) -> None:
        self.recording.producer_appeared(producer, self._now)

    def _producer_closed(self, identifier: str) -> None:
        self.recording.producer_closed(identifier, self._now)

    # ---- inside ----

    def _receiver(self, name: str) -> Receiver:
        receiver = self.receivers.get(name)
        if receiver is None:
            raise Refused("unknown_transport", f"the room has no down-link {name}")
        return receiver

    def _connect(self, name: str, receiver: Receiver) -> None:
        """Give the router the down-link, which may be new or have more slots."""
        if receiver.downlink is not None:
            self._router.add_downlink(name, receiver.downlink)

    def _forget(self, name: str) -> None:
        if self.publishers.pop(name, None) is not None:
            self._piping.publisher_gone(name)
        self._router.remove_uplink(name)
        self.receivers.pop(name, None)
        self._router.remove_downlink(name)
