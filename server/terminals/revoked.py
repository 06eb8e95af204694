"""After a restart, tickets that revoked terminals still hold must open nothing."""

from __future__ import annotations

from server.data import terminals
from server.data.database import Database
from server.settings import Settings
from server.tickets import Tickets


async def remember_revoked(database: Database, tickets: Tickets, settings: Settings, now: int) -> None:
    """Take back what terminals fetched that were revoked within a ticket's lifetime before `now`."""
    lifetime = int(settings.secret.ticket_hours * 3_600_000)
    async with database.session() as session:
        for terminal, classroom, _ in await terminals.revoked_since(session, now - lifetime):
            tickets.take_back(terminal, classroom, "terminal_revoked")
