"""Start one media worker of this machine by the server's settings."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable
from functools import partial

from media.worker.main import run
from media.worker.settings import WorkerSettings
from server.config import Settings
from server.trust import only


def worker_settings(settings: Settings, index: int) -> WorkerSettings:
    """Worker `index` (from 0) listens on the media port plus its index."""
    media = settings.media
    return WorkerSettings(
        name=_name(settings, index),
        control_url=settings.worker_url,
        secret=media.secret.get_secret_value(),
        bind=media.bind or ("::",),
        port=media.port + index if media.port else 0,
        advertise=media.advertise,
        reserve=settings.recording.min_free_mb * 2**20,
        trust=_trust(settings),
        kernel=media.kernel,
        tcp=media.tcp,
        loudest_microphones=media.loudest_microphones,
    )


def _name(settings: Settings, index: int) -> str:
    """Unlike any other worker's: one on another machine has that one's name in it."""
    return f"{socket.gethostname() if settings.media.control_url else 'media'}-{index}"


def _trust(settings: Settings) -> Callable[[], ssl.SSLContext]:
    """This machine's control process is known by its very certificate, any other by its name."""
    certificate = settings.http.tls_cert
    if certificate is None or settings.media.control_url:
        return ssl.create_default_context
    return partial(only, certificate)


def run_worker(settings: Settings, index: int) -> None:
    """Run it until SIGTERM or SIGINT."""
    logging.basicConfig(level=settings.log.level.upper(), format="%(levelname)s %(name)s %(message)s")
    run(worker_settings(settings, index))
