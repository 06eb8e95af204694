"""The worker as a process: it ends on a signal, and its peers and takes with it, in order."""

import asyncio
import signal
import sys

from websockets.asyncio.server import serve

from tests.media.worker.conftest import NewPeer
from tests.media.worker.control import SECRET, Control, control_and_worker
from tests.media.worker.test_worker import publish
from tests.support.waiting import until

PROGRAM = """
from media.worker.main import run
from media.worker.settings import WorkerSettings
run(WorkerSettings("process", "ws://127.0.0.1:{port}/worker", "{secret}", bind=("127.0.0.1",), port=0))
"""


async def test_sigterm_ends_the_process_cleanly() -> None:
    control = Control()
    async with serve(control.talk, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        program = PROGRAM.format(port=port, secret=SECRET)
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
        await control.until(lambda: control.hellos)
        assert control.hellos[0]["pid"] == process.pid
        assert control.hellos[0]["secret"] == SECRET
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 3) == 0


async def test_a_worker_that_stops_says_goodbye_to_its_peers(new_peer: NewPeer) -> None:
    peer = new_peer("sendonly")
    async with control_and_worker() as (control, worker):
        await publish(control, peer)
        await worker.close()
        await until(lambda: peer.dtls.state == "closed")
        assert control.state("u3/up") == "connected"


async def test_a_control_process_that_comes_late_is_found() -> None:
    async with serve(lambda connection: connection.wait_closed(), "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
    control = Control()
    program = PROGRAM.format(port=port, secret=SECRET)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    await asyncio.sleep(0.5)
    async with serve(control.talk, "127.0.0.1", port):
        await control.until(lambda: control.hellos)
        process.terminate()
        assert await process.wait() == 0
