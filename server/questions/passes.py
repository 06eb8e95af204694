"""What a pupil's phone shows after its pupil has said where he sits: signed, for one seat in one lesson."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import jwt

AUDIENCE = "tongke-pupil"
_ALGORITHM = "HS256"


@dataclass(frozen=True, slots=True)
class Pupil:
    """`device` is a random word of the phone's own; `name` may be empty."""

    lesson: str
    place: str
    seat: int
    device: str
    name: str = ""


class PassRefused(ValueError):
    """The pass lets nobody in; `code` is `pass_invalid` or `pass_expired`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Passes:
    """Signs and reads passes with the server's secret."""

    def __init__(self, secret: str, hours: int) -> None:
        self._secret = secret
        self._hours = hours

    def sign(self, pupil: Pupil, now: int) -> str:
        """The pupil's pass from `now` (Unix ms) on; it holds no secret but itself."""
        said = {
            "lesson": pupil.lesson,
            "place": pupil.place,
            "seat": pupil.seat,
            "device": pupil.device,
            "name": pupil.name,
        }
        expires = now // 1000 + self._hours * 3600
        return jwt.encode({**said, "aud": AUDIENCE, "exp": expires}, self._secret, algorithm=_ALGORITHM)

    def read(self, text: str, now: int) -> Pupil:
        """Whose pass it is at `now`; raises `PassRefused`."""
        try:
            said = jwt.decode(
                text,
                self._secret,
                algorithms=[_ALGORITHM],
                audience=AUDIENCE,
                # The time is the caller's, so that tests need no clock.
                options={"verify_exp": False, "verify_iat": False, "require": ["exp", "lesson"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            raise PassRefused("pass_invalid") from None
        if int(said["exp"]) * 1000 <= now:
            raise PassRefused("pass_expired")
        return Pupil(said["lesson"], said["place"], said["seat"], said["device"], said["name"])

    def alias(self, lesson: str, place: str, seat: int) -> str:
        """A word by which a phone finds itself among racers, and nobody finds anybody else."""
        said = f"alias:{lesson}/{place}/{seat}".encode()
        return hmac.new(self._secret.encode(), said, hashlib.sha256).hexdigest()[:16]
