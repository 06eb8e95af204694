"""Note in the audit who looks at a recording: once per sign-in and recording."""

from __future__ import annotations

from collections import OrderedDict

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import audit
from server.data.models import AuditEntry

ACTION = "view_recording"
#: More sign-ins than look at recordings within some hours; the database knows the rest.
REMEMBERED = 10_000


class Views:
    """Remembers what was noted, so that a player's hundred requests cost one look into the database."""

    def __init__(self) -> None:
        self._noted: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def note(
        self, session: AsyncSession, person: Person, recording: str, *, at: int, address: str
    ) -> None:
        """Write the first view into the audit; an operator's every first view since the start as well."""
        sign_in = person.sign_in.id if person.sign_in else None
        key = (sign_in or person.actor, recording)
        if key in self._noted:
            return
        if sign_in is None or not await audit.has_viewed(session, sign_in, ACTION, recording):
            entry = AuditEntry(
                at=at,
                actor=person.actor,
                action=ACTION,
                subject=recording,
                sign_in_id=sign_in,
                address=address,
                detail={},
            )
            audit.write(session, entry)
            await session.flush()
        self._noted[key] = None
        while len(self._noted) > REMEMBERED:
            self._noted.popitem(last=False)
