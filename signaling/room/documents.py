"""Let documents come into the room, and go from it, as the lesson gets and loses them."""

from __future__ import annotations

from collections.abc import Iterable

from signaling.room.proceedings import Proceedings
from signaling.state import Phase
from signaling.tools.courseware.cues import DocumentAdded, DocumentRemoved
from signaling.tools.courseware.state import Document


def register_documents(room: Proceedings, documents: Iterable[Document], now: int) -> None:
    """
    These are the lesson's documents that are ready, the important ones first.

    What differs from what the room knows happens as cues: a recording is then
    complete by its cues, and a room that is recovered says nothing twice.
    """
    if room.state.lesson.phase is Phase.ENDED:
        return
    allowed = list(documents)[: room.settings.courseware.documents]
    ready = {document.id: document for document in allowed}
    for gone in [id for id in room.state.courseware.documents if id not in ready]:
        room.happen(DocumentRemoved(document=gone), now)
    for document in allowed:
        if room.state.courseware.documents.get(document.id) != document:
            room.happen(DocumentAdded(document=document), now)
