"""Where finished recordings are kept."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from server.section import Section


class S3(Section):
    """`path_style` puts the bucket into the path, as most stores of one's own want it."""

    endpoint: Annotated[str, Field(pattern=r"^(https?://[^\s/]+)?$")] = ""
    bucket: str = ""
    region: str = "us-east-1"
    prefix: str = ""
    access_key: str = ""
    secret_key: SecretStr = SecretStr("")
    path_style: bool = True
    timeout_s: Annotated[float, Field(ge=1, le=600)] = 60.0

    @property
    def is_complete(self) -> bool:
        """Whether a store can be spoken to with it."""
        return bool(self.bucket and self.access_key and self.secret_key.get_secret_value())


class Storage(Section):
    """`keep_days`: so long the takes stay on the local disk too, once the store has them."""

    kind: Literal["local", "s3"] = "local"
    keep_days: Annotated[float, Field(ge=0)] = 7.0
    hash_mb_s: Annotated[float, Field(gt=0)] = 40.0
