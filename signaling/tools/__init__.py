"""
The tools of a lesson: everything that is shared besides sound and picture.

Each is a package of its own, of the same parts:

- `state.py`     its part of `RoomState`, the field of the tool's name
- `cues.py`      what can happen with it, as numbered facts
- `wishes.py`    what a client may ask for
- `reducing.py`  what every cue means for its state; the twin is `web_client/src/classroom/tools/`
- `deciding.py`  which events a wish leads to, or why to none
- `rules.py`     who may wish what and when, and the words of its errors
- `limits.py`    its bounds, where it has any

`signaling.toolbox` lists them; `signaling.state`, `signaling.cues` and `signaling.from_client` name
their shapes. `bell` is the smallest.
"""
