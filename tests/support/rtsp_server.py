"""
A camera for tests: GStreamer's RTSP server, on Debian's own Python.

    /usr/bin/python3 rtsp_server.py PORT LAUNCH [--udp] [--user NAME --password WORD]

Plays the pipeline LAUNCH at rtsp://127.0.0.1:PORT/1 and prints `ready`.
"""

import argparse

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402 - after their versions


def protect(server, factory, user, password):
    """Let in only who knows the password."""
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "user")
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)
    factory.add_role_from_structure(
        Gst.Structure.from_string("user, media.factory.access=true, media.factory.construct=true")[0]
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port")
    parser.add_argument("launch")
    parser.add_argument("--udp", action="store_true")
    parser.add_argument("--user")
    parser.add_argument("--password")
    arguments = parser.parse_args()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(arguments.port)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(f"( {arguments.launch} )")
    factory.set_shared(True)
    lower = GstRtsp.RTSPLowerTrans.UDP if arguments.udp else GstRtsp.RTSPLowerTrans.TCP
    factory.set_protocols(lower)
    if arguments.user:
        protect(server, factory, arguments.user, arguments.password)
    server.get_mount_points().add_factory("/1", factory)
    server.attach(None)
    print("ready", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
