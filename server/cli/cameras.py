"""`tongke camera …`: the cameras of classrooms, by way of the running server, which looks at each."""

from __future__ import annotations

from typing import Any

import click

from server.cli.failure import one_line_errors
from server.cli.options import Remote, remote


@click.group()
def camera() -> None:
    """
    Register cameras, encoders and recording hosts, and see what they send.

    \b
    Examples:
      tongke camera probe
      tongke camera add 黑板摄像机 --classroom ID --use-as board
      tongke camera list
      tongke camera remove CAMERA
    """


_url = click.option(
    "--url",
    prompt=True,
    hide_input=True,
    envvar="TONGKE_CAMERA_URL",
    help="rtsp, rtsps, rtmp, rtmps or file; asked for when not given (better than in the shell's history).",
)


@camera.command()
@click.argument("name")
@click.option("--classroom", required=True, metavar="ID", help="See `tongke classroom list`.")
@click.option(
    "--use-as",
    type=click.Choice(["camera", "board"]),
    default="camera",
    show_default=True,
    help="The picture of the room, or a second one of its board.",
)
@click.option(
    "--sound/--no-sound", default=None, help="Use its sound. Without either: a camera's yes, a board's no."
)
@click.option("--unseen", is_flag=True, help="Register it without looking at it first.")
@_url
@one_line_errors
@remote
def add(
    server: Remote, name: str, classroom: str, use_as: str, sound: bool | None, unseen: bool, url: str
) -> None:
    """Look at a camera, say what fits and what will be converted, and register it; prints its id."""
    body: dict[str, Any] = {"name": name, "classroom": classroom, "kind": use_as, "url": url}
    body |= {"check": not unseen} | ({} if sound is None else {"sound": sound})
    server.show(server.client.post("/api/cameras", body), _registered)


@camera.command(name="list")
@one_line_errors
@remote
def list_(server: Remote) -> None:
    """List cameras: id, use, school and classroom, name, address without password."""
    server.show(server.client.get("/api/cameras")["cameras"], _line)


@camera.command()
@click.argument("camera_or_url", metavar="[CAMERA|URL]", required=False, envvar="TONGKE_CAMERA_URL")
@one_line_errors
@remote
def probe(server: Remote, camera_or_url: str | None) -> None:
    """
    Say what a registered camera or an address sends, what fits, and what would be converted.

    An address that is not given is asked for, so that its password is not in the shell's history.
    """
    camera_or_url = camera_or_url or click.prompt("Address", hide_input=True)
    if "://" in camera_or_url:
        found = server.client.post("/api/cameras/check", {"url": camera_or_url})
    else:
        found = server.client.post(f"/api/cameras/{camera_or_url}/check")
    server.show(found, lambda check: "\n".join(check["words"]))


@camera.command()
@click.argument("camera_id", metavar="CAMERA")
@one_line_errors
@remote
def remove(server: Remote, camera_id: str) -> None:
    """Forget a camera; lessons that run go on without it."""
    server.show(server.client.delete(f"/api/cameras/{camera_id}"), lambda _: f"removed {camera_id}")


def _registered(entry: dict[str, Any]) -> str:
    check = entry["checked"]
    return "\n".join([entry["id"], *(check["words"] if check else [])])


def _line(entry: dict[str, Any]) -> str:
    room = entry["classroom"]
    sound = "sound" if entry["sound"] else "no sound"
    place = f"{room['school']} {room['name']}"
    return f"{entry['id']}  {entry['kind']:<6}  {sound:<8}  {place}  {entry['name']}  {entry['address']}"
