"""Which takes of a recording are served, to whom it is seen whole and to whom through its publication."""

from __future__ import annotations

import re
from dataclasses import dataclass

from media.recording.manifest import Manifest, ManifestTake
from media.recording.names import track_name

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

    @property
    def is_whole(self) -> bool:
        return self.pupils_picture and self.classroom_sound

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
        """The manifest with the takes alone that are served."""
        if self.is_whole:
            return manifest
        return manifest.model_copy(update={"takes": [take for take in manifest.takes if self.serves(take)]})


WHOLE = View()
