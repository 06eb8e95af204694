"""What of a recording is served: all of it, or what its publication includes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from media.recording.manifest import Manifest, ManifestTake
from media.recording.names import track_name
from signaling.cues import Cue
from signaling.tools.chat.cues import ChatSaid
from signaling.tools.roll.cues import RollConfirmed

#: `MEMBER-KIND`, then what a track's and a take's name add.
_NAME = re.compile(r"(?P<member>.+)-(?P<kind>camera|screen|board|pupils)(-(?P<track>audio|video)(-\d{4,})?)?")
PUPILS = "pupils"


@dataclass(frozen=True, slots=True)
class View:
    """
    What of a recording somebody is served; without arguments all of it.

    A take shows pupils when a rural classroom or a camera on pupils has sent it. `rural` are the
    names of those members as files have them (`track_name`). A take whose name tells neither is
    served only where everything is.
    """

    pupils_picture: bool = True
    classroom_sound: bool = True
    rural: frozenset[str] = frozenset()
    #: Seen through the publication alone: what names pupils is left out, whatever goes along.
    by_publication: bool = False

    @property
    def is_whole(self) -> bool:
        return self.pupils_picture and self.classroom_sound

    def hears(self, member: str | None) -> bool:
        """Whether what this member says, aloud or in the chat, is served."""
        return self.classroom_sound or member is None or track_name(member) not in self.rural

    def serves(self, take: ManifestTake | str) -> bool:
        """Whether it is served: a take, by itself or by name, or a track or source by name (`u3-camera`)."""
        if self.is_whole:
            return True
        name = take if isinstance(take, str) else take.take
        found = _NAME.fullmatch(track_name(name))
        if found is None:
            return False
        if found["member"] not in self.rural and found["kind"] != PUPILS:
            return True
        return {"video": self.pupils_picture, "audio": self.classroom_sound}.get(
            found["track"] or "", self.pupils_picture or self.classroom_sound
        )

    def of(self, manifest: Manifest) -> Manifest:
        """The manifest with the takes alone that are served; outside, nobody is told whose were deleted."""
        takes = [take for take in manifest.takes if self.serves(take)]
        removed = [] if self.by_publication else manifest.removed
        return manifest.model_copy(update={"takes": takes, "removed": removed})


WHOLE = View()


def told(cue: Cue, view: View) -> Cue | None:
    """The cue as it is served: without the seats of absent pupils, nor what left-out classrooms wrote."""
    if not view.by_publication:
        return cue
    match cue.event:
        case ChatSaid() if not view.hears(cue.by):
            return None
        case RollConfirmed() as roll:
            return cue.model_copy(update={"event": roll.model_copy(update={"absent": []})})
    return cue
