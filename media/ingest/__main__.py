"""
Pull one source for ever and hand it to the worker that started this process.

    python -m media.ingest DESCRIPTOR

The worker has left the other end of a socket at `DESCRIPTOR` and writes the order
as the first line of standard input: a URL with a password must not be seen among
a process's arguments. RTP and RTCP go over the socket, one packet a message; news
is printed, a line each. The end of the socket is the end of the process.
"""

from __future__ import annotations

import os
import random
import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit

from media import clock
from media.ingest.container import opened
from media.ingest.failures import SourceFailed
from media.ingest.orders import AUDIO_TYPE, VIDEO_TYPE, News, Order
from media.ingest.pipeline import Pipeline
from media.ingest.rtp_stream import RtpStream
from media.packets.feedback import FullIntraRequest, PictureLoss
from media.packets.rtcp import RtcpPacket, parse_rtcp
from media.packets.rtp import MalformedPacket

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 5.0
_WELL_AFTER_S = 10.0
#: A worker that takes nothing for so long loses packets; the source's own buffers must not overflow.
_SEND_WITHIN = struct.pack("ll", 0, 200_000)
#: Converting must not take the processor from the worker's packets.
_NICENESS = 5


class Puller:
    """Connects, passes on, and connects again after a pause that grows to 5 s."""

    def __init__(self, order: Order, worker: socket.socket) -> None:
        self._order = order
        self._worker = worker
        self._paced = urlsplit(order.url).scheme == "file"
        self._audio = RtpStream(order.audio_ssrc, AUDIO_TYPE, 48_000)
        self._video = RtpStream(order.video_ssrc, VIDEO_TYPE, 90_000)
        self._pipeline: Pipeline | None = None
        self._said: News | None = None
        self.dropped = 0

    def run(self) -> None:
        """For ever; the process ends when the worker does."""
        pause = _FIRST_PAUSE_S
        while True:
            began = clock.now()
            try:
                self._connect()
                reason = "ended"
            except SourceFailed as failure:
                reason = failure.reason
            if self._paced and reason == "ended":
                continue
            self._say(News("waiting", reason))
            pause = _FIRST_PAUSE_S if clock.now() - began > _WELL_AFTER_S else pause
            time.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    def listen(self) -> None:
        """Hear the worker's wishes; its end is ours."""
        with suppress(OSError):
            while data := self._worker.recv(2048):
                with suppress(MalformedPacket):
                    self._hear(parse_rtcp(data))
        os._exit(0)

    def _hear(self, wishes: list[RtcpPacket]) -> None:
        wants = any(isinstance(each, PictureLoss | FullIntraRequest) for each in wishes)
        if wants and self._pipeline is not None:
            self._pipeline.keyframe_wanted = True

    def _connect(self) -> None:
        with opened(self._order.url, self._order.sound, self._order.stall_s) as container:
            pipeline = Pipeline(container, self._audio, self._video, self._order, clock.now())
            self._pipeline = pipeline
            for packet in container.packets():
                if self._paced and packet.pts is not None:
                    time.sleep(pipeline.due(packet.pts, clock.now()))
                made = pipeline.take(packet, clock.now())
                self._send(made)
                if made:
                    self._say(pipeline.news)

    def _send(self, packets: list[bytes]) -> None:
        for packet in packets:
            try:
                self._worker.send(packet)
            except BlockingIOError:
                self.dropped += 1
            except OSError:
                os._exit(0)

    def _say(self, news: News) -> None:
        if news != self._said:
            self._said = news
            print(news.line(), flush=True)


def main() -> None:
    """Run until the worker closes its end."""
    os.nice(_NICENESS)
    worker = socket.socket(fileno=int(sys.argv[1]))
    worker.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _SEND_WITHIN)
    puller = Puller(Order.read(sys.stdin.readline()), worker)
    threading.Thread(target=puller.listen, name="wishes of the worker", daemon=True).start()
    puller.run()


if __name__ == "__main__":
    main()
