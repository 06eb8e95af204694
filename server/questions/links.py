"""
The links by which the pupils of one place get to a lesson's questions: in a QR code, or eight digits to type.

A link is short, for it must be read from a screen by an old telephone's camera. It opens
nothing but the way to answer, in one lesson and one place, for some hours.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from signaling.tools.questions.wishes import AnswerLink

CODE_DIGITS = 8
#: Of the signature; 96 bits can't be guessed over the network.
_SIGNATURE_BYTES = 12
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """What a link says: whose pupils, in which lesson."""

    lesson: str
    place: str


class LinkRefused(ValueError):
    """The link opens nothing; `code` is `link_invalid` or `link_expired`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PlaceLinks:
    """Makes and reads links with the server's secret; `public_url` is put before them if it is known."""

    def __init__(self, secret: str, public_url: str, hours: int) -> None:
        self._secret = secret.encode()
        self._public_url = public_url.rstrip("/")
        self._hours = hours

    def of_places(self, lesson: str, places: Iterable[str], now: int) -> list[AnswerLink]:
        """The links of these places; asked for again within the hour they are the same."""
        links = [PlaceLink(lesson, place) for place in places]
        return [
            AnswerLink(
                place=link.place, url=f"{self._public_url}/a/{self.sign(link, now)}", code=self.code(link)
            )
            for link in links
        ]

    def sign(self, link: PlaceLink, now: int) -> str:
        """The link's text, good for some hours from `now` (Unix ms)."""
        expires = now // _HOUR_MS + 1 + self._hours
        said = f"{link.lesson}.{link.place}.{expires:x}"
        return f"{said}.{self._signature(said)}"

    def read(self, text: str, now: int) -> PlaceLink:
        """What the link says at `now`; raises `LinkRefused`."""
        said, _, signature = text.rpartition(".")
        if not hmac.compare_digest(_bytes(signature), _bytes(self._signature(said))):
            raise LinkRefused("link_invalid")
        # Only this server has signed it, so it has these three parts.
        lesson, place, expires = said.split(".")
        if int(expires, 16) * _HOUR_MS <= now:
            raise LinkRefused("link_expired")
        return PlaceLink(lesson, place)

    def code(self, link: PlaceLink) -> str:
        """The digits that stand for this place while its room is open."""
        digest = self._digest(f"code:{link.lesson}.{link.place}")
        return str(int.from_bytes(digest[:8], "big") % 10**CODE_DIGITS).zfill(CODE_DIGITS)

    def _signature(self, said: str) -> str:
        return base64.urlsafe_b64encode(self._digest(f"link:{said}")[:_SIGNATURE_BYTES]).decode()

    def _digest(self, said: str) -> bytes:
        return hmac.new(self._secret, _bytes(said), hashlib.sha256).digest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
