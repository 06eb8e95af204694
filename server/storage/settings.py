"""Where finished recordings are kept."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr, model_validator

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


class Storage(Section):
    """`keep_days`: so long the takes stay on the local disk too, once the store has them."""

    kind: Literal["local", "s3"] = "local"
    keep_days: Annotated[float, Field(ge=0)] = 7.0
    hash_mb_s: Annotated[float, Field(gt=0)] = 40.0
    s3: S3 = S3()

    @model_validator(mode="after")
    def _s3_has_a_bucket(self) -> Storage:
        if self.kind == "s3" and not (self.s3.bucket and self.s3.access_key):
            raise ValueError("storage.kind s3 needs s3.bucket, s3.access_key and s3.secret_key")
        return self
