"""How the bench's peers get into a server: through WHIP and WHEP, or through Janus's videoroom."""

from __future__ import annotations

import re
import secrets
from typing import Any, Protocol

import aiohttp

from media.transport.capabilities import EXTENSION_URIS
from tests.support.peer import H264, OPUS, Peer

Json = dict[str, Any]

# Janus takes no credentials without a candidate. Our checks show it where we are.
CANDIDATE = "a=candidate:1 1 udp 1 127.0.0.1 9 typ host"


class Door(Protocol):
    """Lets `at_once` peers in; raises `SystemExit` with what the server said when it does not."""

    at_once: int

    async def publish(self, peer: Peer) -> None: ...

    async def receive(self, peer: Peer) -> str:
        """Gives the server's description."""
        ...


class WhipDoor:
    """
    A server that speaks WHIP and WHEP; `url` may hold `{role}` for the two words.

    `like_browsers` offers what a browser's receiver does beside the codecs.
    """

    at_once = 8

    def __init__(
        self, http: aiohttp.ClientSession, url: str, ticket: str, like_browsers: bool = False
    ) -> None:
        self._http = http
        self._url = url
        self._like_browsers = like_browsers
        self._headers = {"Authorization": f"Bearer {ticket}", "Content-Type": "application/sdp"}

    async def publish(self, peer: Peer) -> None:
        await self._enter("whip", peer, peer.offer())

    async def receive(self, peer: Peer) -> str:
        return await self._enter("whep", peer, like_browsers(peer.offer(), self._like_browsers))

    async def _enter(self, role: str, peer: Peer, offer: str) -> str:
        url = self._url.format(role=role)
        async with self._http.post(url, data=offer, headers=self._headers) as response:
            answer = await response.text()
            if response.status != 201:
                raise SystemExit(f"{url} answered {response.status}: {answer}")
        await peer.connect(answer)
        return answer


class JanusDoor:
    """Janus's HTTP interface and its videoroom; one session for all peers, a room of our own."""

    ROOM, PUBLISHER = 1234, 1
    at_once = 1  # a session's events come one after the other

    def __init__(self, http: aiohttp.ClientSession, url: str, like_browsers: bool = False) -> None:
        self._http = http
        self._url = url
        self._like_browsers = like_browsers
        self._session = ""

    async def publish(self, peer: Peer) -> None:
        handle = await self._attach()
        await self._ask(handle, {"request": "destroy", "room": self.ROOM})
        await self._ask(
            handle, {"request": "create", "room": self.ROOM, "publishers": 2, "videocodec": "h264"}
        )
        join = {"request": "joinandconfigure", "ptype": "publisher", "room": self.ROOM, "id": self.PUBLISHER}
        # Janus would be the DTLS client if it could choose, and the bare peer is no server.
        offer = peer.offer().replace("a=setup:actpass\r\n", f"a=setup:active\r\n{CANDIDATE}\r\n")
        event = await self._ask(handle, join, {"type": "offer", "sdp": offer}, waits=True)
        await peer.connect(event["jsep"]["sdp"])

    async def receive(self, peer: Peer) -> str:
        handle = await self._attach()
        join = {"request": "join", "ptype": "subscriber", "room": self.ROOM}
        event = await self._ask(handle, join | {"streams": [{"feed": self.PUBLISHER}]}, waits=True)
        offer = event["jsep"]["sdp"]
        answer = answer_to(offer, peer, extensions=self._like_browsers)
        await self._ask(handle, {"request": "start"}, {"type": "answer", "sdp": answer}, waits=True)
        await peer.connect(offer)
        return str(offer)

    async def _attach(self) -> str:
        if not self._session:
            self._session = f"{self._url}/{(await self._post(self._url, {'janus': 'create'}))['data']['id']}"
        attach = {"janus": "attach", "plugin": "janus.plugin.videoroom"}
        return f"{self._session}/{(await self._post(self._session, attach))['data']['id']}"

    async def _ask(self, handle: str, body: Json, jsep: Json | None = None, waits: bool = False) -> Json:
        message = {"janus": "message", "body": body} | ({"jsep": jsep} if jsep else {})
        answer = await self._post(handle, message)
        return await self._event(int(handle.rpartition("/")[2])) if waits else answer

    async def _event(self, sender: int) -> Json:
        """The plugin's next word to this handle; what Janus says about connections is passed over."""
        while True:
            async with self._http.get(self._session) as response:
                event: Json = await response.json()
            if event["janus"] == "event" and event["sender"] == sender:
                if "error" in event["plugindata"]["data"]:
                    raise SystemExit(f"Janus: {event['plugindata']['data']['error']}")
                return event

    async def _post(self, url: str, message: Json) -> Json:
        async with self._http.post(url, json=message | {"transaction": secrets.token_hex(6)}) as response:
            answer: Json = await response.json()
        if answer["janus"] == "error":
            raise SystemExit(f"Janus: {answer['error']['reason']}")
        return answer


def like_browsers(offer: str, wanted: bool) -> str:
    """A bare peer's offer, if `wanted` with transport-wide feedback and retransmissions."""
    if not wanted:
        return offer
    extensions = f"a=extmap:1 {EXTENSION_URIS['mid']}\r\na=extmap:4 {EXTENSION_URIS['transport_cc']}\r\n"
    offer = re.sub(r"(a=mid:\d\r\n)", rf"\1{extensions}", offer)
    offer = offer.replace("SAVPF 102\r\n", "SAVPF 102 103\r\n")
    rtx = "a=rtpmap:103 rtx/90000\r\na=fmtp:103 apt=102\r\na=rtcp-fb:102 transport-cc\r\n"
    return offer.replace(OPUS, OPUS + "a=rtcp-fb:111 transport-cc\r\n").replace(H264, H264 + rtx)


def answer_to(offer: str, peer: Peer, extensions: bool) -> str:
    """An answer that takes every m-line of an offer, with its codecs and, if told, its extensions."""
    fingerprint = peer.certificate.getFingerprints()[0]
    head, *sections = re.split(r"^(?=m=)", offer.replace("\r\n", "\n"), flags=re.MULTILINE)
    ours = (
        f"c=IN IP4 0.0.0.0\na=rtcp-mux\na=ice-ufrag:{peer.ufrag}\na=ice-pwd:{peer.password}\n"
        f"a=fingerprint:{fingerprint.algorithm} {fingerprint.value}\n"
        f"a=setup:active\na=recvonly\n{CANDIDATE}\n"
    )
    bundle = "".join(re.findall(r"^a=group:.*\n", head, re.MULTILINE))
    answer = f"v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\n{bundle}"
    names = "mid|rtpmap|fmtp|rtcp-fb|extmap" if extensions else "mid|rtpmap|fmtp|rtcp-fb"
    for section in sections:
        kept = re.findall(rf"^a=(?:{names}):.*\n", section, re.MULTILINE)
        answer += section.partition("\n")[0] + "\n" + ours + "".join(kept)
    return answer.replace("\n", "\r\n")
