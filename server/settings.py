"""Every setting with its type, bounds and default; `configs/default.toml` is their manual."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator

from server.board.settings import Board
from server.checks.settings import Checks
from server.courseware.settings import Courseware
from server.exports.settings import Exports
from server.imports.settings import Imports
from server.lesson_settings import Chat, Playback, Roll, Room, Timer
from server.library.rules import Retention
from server.library.settings import Library
from server.library.thumbnails.settings import Thumbnails
from server.live.disk import Marks
from server.questions.settings import Questions
from server.review.settings import Review
from server.section import Section
from server.storage.settings import S3, Storage
from server.terminals.settings import Terminals

#: In the data folder while a demonstration runs: commands beside it find its server by this configuration.
DEMO_FILE = "demo.toml"

Port = Annotated[int, Field(ge=0, le=65535)]


class Site(Section):
    name: str = "同课 Tongke"
    timezone: str = "Asia/Shanghai"

    @field_validator("timezone")
    @classmethod
    def _must_exist(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("not a time zone of this machine's database") from None
        return value


class Http(Section):
    """`port` 0 takes any free one (tests). TLS is on when both files are given."""

    host: str = "127.0.0.1"
    port: Port = 8080
    tls_cert: Path | None = None
    tls_key: Path | None = None
    public_url: str = ""
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    web_folder: Path | None = None
    max_body_kb: Annotated[int, Field(ge=16, le=16384)] = 256
    max_connections: Annotated[int, Field(ge=1)] = 4000
    metrics: Literal["open", "local", "off"] = "local"

    @model_validator(mode="after")
    def _both_or_none(self) -> Http:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert and tls_key belong together: set both or none")
        return self

    @property
    def tls(self) -> bool:
        return self.tls_cert is not None


#: As RTCPeerConnection takes them: a page whose browser is given any other can't take part at all.
IceUrl = Annotated[str, Field(pattern=r"^(stuns?:[^/?\s]+|turns?:[^/?\s]+(\?transport=(udp|tcp))?)$")]


class IceServer(Section):
    urls: Annotated[tuple[IceUrl, ...], Field(min_length=1)]
    username: str = ""
    credential: SecretStr = SecretStr("")

    @model_validator(mode="after")
    def _turn_has_an_account(self) -> IceServer:
        account = self.username and self.credential.get_secret_value()
        if not account and any(url.startswith("turn") for url in self.urls):
            raise ValueError("a turn: address needs username and credential")
        return self


class Media(Section):
    """`workers` 0 means one per CPU core; worker n listens on UDP `port` + n."""

    bind: tuple[str, ...] = ()
    port: Port = 40000
    advertise: tuple[str, ...] = ()
    workers: Annotated[int, Field(ge=0, le=256)] = 0
    span_receivers: Annotated[int, Field(ge=1)] = 120
    span_load: Annotated[float, Field(gt=0, le=1)] = 0.7
    kernel: bool = True
    tcp: bool = True
    loudest_microphones: Annotated[int, Field(ge=1, le=100)] = 4
    control_url: str = ""
    secret: SecretStr = SecretStr("")
    ice_servers: tuple[IceServer, ...] = ()

    @property
    def worker_count(self) -> int:
        """How many workers this machine runs."""
        return self.workers or len(os.sched_getaffinity(0))


class Data(Section):
    folder: Path = Path("var")
    database_url: str = ""

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
        return value

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL: the configured one, or SQLite in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{(self.folder / 'tongke.db').absolute()}"


class Recordings(Section):
    folder: Path | None = None
    warn_free_mb: Annotated[int, Field(ge=0)] = 10_240
    start_free_mb: Annotated[int, Field(ge=0)] = 2048
    min_free_mb: Annotated[int, Field(ge=0)] = 512

    @property
    def marks(self) -> Marks:
        """The same for the disk's watch."""
        return Marks(self.warn_free_mb, self.start_free_mb, self.min_free_mb)


class Cameras(Section):
    files_folder: Path | None = None
    stall_s: Annotated[float, Field(ge=1, le=60)] = 5.0
    convert_height: Annotated[int, Field(ge=90, le=2160)] = 720
    convert_kbps: Annotated[int, Field(ge=50, le=20_000)] = 1500


class SignIn(Section):
    hours: Annotated[int, Field(ge=1, le=24 * 90)] = 12
    account_attempts: str = "5/20seconds; 10/2minutes; 20/15minutes"
    spread_attempts: str = "100/hour"
    address_attempts: str = "60/5minutes"
    limits_url: str = "memory://"

    @field_validator("account_attempts", "spread_attempts", "address_attempts")
    @classmethod
    def _readable(cls, value: str) -> str:
        from limits import parse_many

        parse_many(value)
        return value

    @field_validator("limits_url")
    @classmethod
    def _known_storage(cls, value: str) -> str:
        if not value.startswith(("memory://", "redis://", "rediss://")):
            raise ValueError("must begin with memory://, redis:// or rediss://")
        return value


class Secret(Section):
    """An empty key is made once and kept in `<data.folder>/secret.key` (see `server.secret_key`)."""

    key: SecretStr = SecretStr("")
    ticket_hours: Annotated[float, Field(gt=0, le=24)] = 2.0

    @field_validator("key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters")
        return value


class Log(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(Section):
    """The whole configuration of one Tongke server."""

    site: Site = Site()
    http: Http = Http()
    media: Media = Media()
    data: Data = Data()
    recording: Recordings = Recordings()
    storage: Storage = Storage()
    s3: S3 = S3()
    retention: Retention = Retention()
    cameras: Cameras = Cameras()
    courseware: Courseware = Courseware()
    exports: Exports = Exports()
    imports: Imports = Imports()
    thumbnails: Thumbnails = Thumbnails()
    board: Board = Board()
    room: Room = Room()
    signin: SignIn = SignIn()
    terminals: Terminals = Terminals()
    checks: Checks = Checks()
    review: Review = Review()
    questions: Questions = Questions()
    library: Library = Library()
    chat: Chat = Chat()
    playback: Playback = Playback()
    timer: Timer = Timer()
    roll: Roll = Roll()
    secret: Secret = Secret()
    log: Log = Log()

    @model_validator(mode="after")
    def _a_store_can_be_spoken_to(self) -> Settings:
        if self.storage.kind == "s3" and not self.s3.is_complete:
            raise ValueError("storage.kind s3 needs s3.bucket, s3.access_key and s3.secret_key")
        return self

    @property
    def recordings_folder(self) -> Path:
        """Where every lesson's recording folder lies; absolute."""
        return (self.recording.folder or self.data.folder / "recordings").absolute()

    @property
    def courseware_folder(self) -> Path:
        """Where uploaded files and what was made of them lie; absolute."""
        return (self.courseware.folder or self.data.folder / "courseware").absolute()

    @property
    def exports_folder(self) -> Path:
        """Where films that were exported lie; absolute."""
        return (self.exports.folder or self.data.folder / "exports").absolute()

    @property
    def imports_folder(self) -> Path:
        """Where films lie while they are brought in; absolute."""
        return (self.imports.folder or self.data.folder / "imports").absolute()

    @property
    def local_url(self) -> str:
        """Where the control process is reached from this machine, without a trailing slash."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(self.http.host, self.http.host)
        host = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"{'https' if self.http.tls else 'http'}://{host}:{self.http.port}"

    @property
    def worker_url(self) -> str:
        """The websocket a media worker dials: this machine's, unless another is configured."""
        return self.media.control_url or f"{self.local_url.replace('http', 'ws', 1)}/worker"
