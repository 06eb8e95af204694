"""Note in the audit who looks at a recording: once per sign-in, without an account per address and day."""

from __future__ import annotations

from collections import OrderedDict

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import audit
from server.data.models import AuditEntry
from server.units import DAY_MS

#: Something of it was read, be it only for its page in the library.
ACTION = "view_recording"
#: In the room of a lesson that watches it.
TOGETHER = "watch_together"
#: More sign-ins than look at recordings within some hours; the database knows the rest.
REMEMBERED = 10_000
#: The actor of somebody without an account.
NOBODY = "anybody"


class Views:
    """Remembers what was noted, so that a player's hundred requests cost one look into the database."""

    def __init__(self) -> None:
        self._noted: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    async def note(
        self,
        session: AsyncSession,
        person: Person | None,
        recording: str,
        *,
        at: int,
        address: str,
        action: str = ACTION,
    ) -> bool:
        """
        Write the first view into the audit and answer whether this was it.

        An operator's first one since the start counts; `person` is `None` for somebody without an
        account, of whom there is one an address and day (UTC) of `at` (Unix ms).
        """
        sign_in = person.sign_in.id if person and person.sign_in else None
        key = (sign_in or _key(person, address, at), recording, action)
        if key in self._noted:
            return False
        first = not await _is_known(session, person, action, recording, at, address)
        if first:
            actor = person.actor if person else NOBODY
            audit.write(session, _entry(at, actor, action, recording, sign_in, address))
            await session.flush()
        self._remember(key)
        return first

    def note_member(
        self, session: AsyncSession, member: str, lesson: str, recording: str, *, at: int, address: str
    ) -> None:
        """Write that a member of the lesson's room is served what is watched there; once since the start."""
        key = (f"{lesson}/{member}", recording, TOGETHER)
        if key not in self._noted:
            entry = _entry(at, member, TOGETHER, recording, None, address, lesson=lesson)
            audit.write(session, entry)
            self._remember(key)

    def _remember(self, key: tuple[str, str, str]) -> None:
        self._noted[key] = None
        while len(self._noted) > REMEMBERED:
            self._noted.popitem(last=False)


def _key(person: Person | None, address: str, at: int) -> str:
    return person.actor if person else f"{address} {at // DAY_MS}"


async def _is_known(
    session: AsyncSession, person: Person | None, action: str, recording: str, at: int, address: str
) -> bool:
    if person is None:
        return await audit.has_come_by(session, address, action, recording, since=at - at % DAY_MS)
    if person.sign_in is None:
        return False
    return await audit.has_viewed(session, person.sign_in.id, action, recording)


def _entry(
    at: int, actor: str, action: str, recording: str, sign_in: str | None, address: str, **detail: str
) -> AuditEntry:
    return AuditEntry(
        at=at,
        actor=actor,
        action=action,
        subject=recording,
        sign_in_id=sign_in,
        address=address,
        detail=detail,
    )
