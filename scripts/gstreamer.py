"""
Publish by WHIP or watch by WHEP with GStreamer's `webrtcbin`.

For machines whose distribution has no `whipclientsink` yet; the tests hold the
server against it. It runs on the system's Python with Debian's packages:

    apt-get install python3-gst-1.0 gir1.2-gst-plugins-bad-1.0 gstreamer1.0-nice \
        gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly
    python3 scripts/gstreamer.py publish https://HOST/whip/LESSON TICKET
    python3 scripts/gstreamer.py watch https://HOST/whep/LESSON TICKET lesson.mkv

Ctrl-C ends the session.
"""

import argparse
import signal
import sys
import urllib.error
import urllib.parse
import urllib.request

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtp", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstRtp, GstSdp, GstWebRTC  # noqa: E402 - after their versions

TEST_PICTURE = "videotestsrc is-live=true ! video/x-raw,width=640,height=360,framerate=15/1"
TEST_SOUND = "audiotestsrc is-live=true wave=ticks"
H264 = "application/x-rtp,media=video,encoding-name=H264,clock-rate=90000,payload=96,rtcp-fb-nack-pli=true"
OPUS = (
    "application/x-rtp,media=audio,encoding-name=OPUS,clock-rate=48000,payload=97,encoding-params=(string)2"
)
PEER = "webrtcbin name=peer bundle-policy=max-bundle latency=100"
ENCODED = """
    x264enc tune=zerolatency speed-preset=veryfast bitrate={kbps} key-int-max=30
        ! video/x-h264,profile=constrained-baseline
        ! rtph264pay {name} pt=96 config-interval=-1 aggregate-mode=zero-latency
"""
SOUND = """
    {audio} ! audioconvert ! audioresample ! queue
        ! opusenc inband-fec=true ! rtpopuspay ! {OPUS} ! peer.
"""
# Three layers of one picture, lowest first: rid, divisor of the size, share of the bit rate.
LAYERS = [("q", 4, 0.1), ("h", 2, 0.3), ("f", 1, 1.0)]
RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
RID_EXTENSION = 2
FILE = """
    matroskamux name=file streamable=true ! filesink location={path}
    rtph264depay name=H264 ! h264parse ! queue ! file.
    rtpopusdepay name=OPUS ! opusparse ! queue ! file.
"""


class Endpoint:
    """The HTTP side: one POST with the offer, one DELETE at the end."""

    def __init__(self, url, ticket):
        self.url, self.ticket = url, ticket
        self.session = None

    def post(self, offer):
        """Give the answer; ends the program with the server's words if the offer is refused."""
        try:
            with self._request(self.url, "POST", offer.encode()) as response:
                self.session = urllib.parse.urljoin(self.url, response.headers["Location"])
                return response.read().decode()
        except urllib.error.HTTPError as refusal:
            sys.exit(f"{refusal.code} {refusal.read().decode()}")

    def delete(self):
        if self.session is not None:
            self._request(self.session, "DELETE").close()

    def _request(self, url, method, body=None):
        headers = {"Authorization": "Bearer " + self.ticket, "Content-Type": "application/sdp"}
        return urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=20)


class Peer:
    """One `webrtcbin`: offers as soon as it can, without trickling, and takes the answer."""

    def __init__(self, pipeline, endpoint):
        self.pipeline, self.endpoint = pipeline, endpoint
        self.loop = GLib.MainLoop()
        self.webrtc = pipeline.get_by_name("peer")
        self.webrtc.connect("on-negotiation-needed", self._offer)
        self.webrtc.connect("notify::ice-gathering-state", self._gathered)
        self.webrtc.connect("notify::connection-state", self._say_state)
        self.webrtc.connect("pad-added", self._receive)

    def run(self):
        """Until Ctrl-C, or an error that is said."""
        bus = self.pipeline.get_bus()
        bus.add_signal_watch()
        bus.connect("message::error", self._fail)
        for number in (signal.SIGINT, signal.SIGTERM):
            GLib.unix_signal_add(GLib.PRIORITY_HIGH, number, self.loop.quit)
        self.pipeline.set_state(Gst.State.PLAYING)
        self.loop.run()
        self.endpoint.delete()
        self.pipeline.send_event(Gst.Event.new_eos())
        self.pipeline.set_state(Gst.State.NULL)

    def _offer(self, webrtc):
        for index in range(2):
            webrtc.emit("get-transceiver", index).set_property("do-nack", True)
        webrtc.emit("create-offer", None, Gst.Promise.new_with_change_func(self._offered, None))

    def _offered(self, promise, _):
        # The offer belongs to the reply, which must outlive it.
        reply = promise.get_reply()
        offer = reply.get_value("offer")
        self.webrtc.emit("set-local-description", offer, Gst.Promise.new())

    def _gathered(self, webrtc, _):
        if webrtc.get_property("ice-gathering-state") == GstWebRTC.WebRTCICEGatheringState.COMPLETE:
            GLib.idle_add(self._exchange)

    def _exchange(self):
        text = self.endpoint.post(self.webrtc.get_property("local-description").sdp.as_text())
        _, sdp = GstSdp.SDPMessage.new_from_text(text)
        answer = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, sdp)
        self.webrtc.emit("set-remote-description", answer, Gst.Promise.new())

    def _receive(self, webrtc, pad):
        if pad.get_direction() != Gst.PadDirection.SRC:
            return
        codec = pad.get_current_caps().get_structure(0).get_string("encoding-name")
        pad.link(self.pipeline.get_by_name(codec).get_static_pad("sink"))

    def _say_state(self, webrtc, _):
        print(webrtc.get_property("connection-state").value_nick, flush=True)

    def _fail(self, bus, message):
        print(message.parse_error(), file=sys.stderr)
        self.loop.quit()


def publisher(arguments):
    picture = layered(arguments) if arguments.simulcast else plain(arguments)
    pipeline = Gst.parse_launch(PEER + picture + SOUND.format(audio=arguments.audio, OPUS=OPUS))
    if arguments.simulcast:
        name_layers(pipeline)
    return pipeline


def plain(arguments):
    encoded = ENCODED.format(kbps=arguments.kbps, name="")
    return f" {arguments.video} ! videoconvert ! queue ! {encoded} ! {H264} ! peer."


def layered(arguments):
    """The picture in three sizes on one m-line."""
    text = f" {arguments.video} ! videoconvert ! tee name=picture"
    text += " rtpfunnel name=layers ! capsfilter name=offered ! peer."
    for rid, divisor, share in LAYERS:
        size = f"video/x-raw,width={arguments.width // divisor},height={arguments.height // divisor}"
        encoded = ENCODED.format(kbps=int(arguments.kbps * share), name=f"name={rid}")
        text += f" picture. ! queue ! videoscale ! {size} ! {encoded} ! layers."
    return text


def name_layers(pipeline):
    """Let the offer list the layers, which webrtcbin reads from the caps, and each packet name its own."""
    rids = "".join(f",rid-{rid}=(string)send" for rid, _, _ in LAYERS)
    order = ";".join(rid for rid, _, _ in LAYERS)
    caps = f'{H264},a-simulcast=(string)"send {order}"{rids},extmap-{RID_EXTENSION}=(string)"{RID}"'
    pipeline.get_by_name("offered").set_property("caps", Gst.Caps.from_string(caps))
    for rid, _, _ in LAYERS:
        payloader = pipeline.get_by_name(rid)
        payloader.set_property("auto-header-extension", False)
        extension = GstRtp.RTPHeaderExtension.create_from_uri(RID)
        extension.set_id(RID_EXTENSION)
        extension.set_property("rid", rid)
        payloader.emit("add-extension", extension)


def watcher(arguments):
    """A pipeline that writes the first sound and picture it is sent into a file."""
    pipeline = Gst.parse_launch(PEER + " " + FILE.format(path=arguments.file))
    webrtc = pipeline.get_by_name("peer")
    for caps in (OPUS, H264):
        direction = GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY
        webrtc.emit("add-transceiver", direction, Gst.Caps.from_string(caps))
    return pipeline


def main():
    """Read the command line, and publish or watch until interrupted."""
    parser = argparse.ArgumentParser(description="Publish by WHIP or watch by WHEP with GStreamer.")
    verbs = parser.add_subparsers(required=True)
    publish = verbs.add_parser("publish")
    publish.set_defaults(make=publisher)
    watch = verbs.add_parser("watch")
    watch.set_defaults(make=watcher)
    for verb in (publish, watch):
        verb.add_argument("url")
        verb.add_argument("ticket")
    publish.add_argument("--video", default=TEST_PICTURE, help="a GStreamer source: v4l2src, …")
    publish.add_argument("--audio", default=TEST_SOUND, help="a GStreamer source: pulsesrc, alsasrc, …")
    publish.add_argument("--kbps", default=1500, type=int)
    publish.add_argument("--simulcast", action="store_true", help="three layers; see --width and --height")
    publish.add_argument("--width", default=640, type=int, help="of the largest layer")
    publish.add_argument("--height", default=360, type=int, help="of the largest layer")
    watch.add_argument("file", help="a .mkv to write")
    arguments = parser.parse_args()
    Gst.init(None)
    Peer(arguments.make(arguments), Endpoint(arguments.url, arguments.ticket)).run()


if __name__ == "__main__":
    main()
