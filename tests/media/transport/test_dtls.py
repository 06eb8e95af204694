"""The private names of aiortc that `media.transport.dtls` relies on are there and do what it thinks."""

import inspect

import pytest
from aiortc import RTCCertificate, RTCDtlsTransport
from aiortc.rtcdtlstransport import SRTP_AEAD_AES_128_GCM as AES_GCM
from aiortc.rtcdtlstransport import SRTP_AES128_CM_SHA1_80 as AES_CM
from aiortc.rtcdtlstransport import SRTPProtectionProfile

from media.transport.srtp import LibSrtp, SrtpKeys
from tests.media.transport.client import RTP, Client


class Nothing:
    async def _recv(self) -> bytes:
        return b""

    async def _send(self, data: bytes) -> None: ...


def transport() -> RTCDtlsTransport:
    return RTCDtlsTransport(Nothing(), [RTCCertificate.generateCertificate()])  # type: ignore[arg-type]


def test_the_role_and_the_profiles_can_be_chosen_beforehand() -> None:
    dtls = transport()
    dtls._set_role("server")
    assert dtls._role == "server"
    assert isinstance(dtls._srtp_profiles, list)


def test_the_tls_connection_appears_with_the_start() -> None:
    assert transport()._ssl is None


def test_of_its_ice_transport_it_asks_for_datagrams_and_a_role_that_we_have_set() -> None:
    source = inspect.getsource(RTCDtlsTransport)
    used = {part.split("(")[0].split(".")[0] for part in source.split("self.transport.")[1:]}
    used = {name.split()[0].rstrip(",") for name in used}
    assert used == {"_recv", "_send", "role"}


def test_profiles_split_the_exported_keys() -> None:
    profile = AES_GCM
    material = bytes(range(2 * (profile.key_length + profile.salt_length)))
    assert len(profile.get_key_and_salt(material, 0)) == 28
    assert profile.get_key_and_salt(material, 0) != profile.get_key_and_salt(material, 1)


@pytest.mark.parametrize(
    ("offered", "taken"), [([AES_CM, AES_GCM], AES_GCM), ([AES_CM], AES_CM)], ids=["both", "without GCM"]
)
async def test_gcm_is_preferred_and_the_fallback_taken(
    offered: list[SRTPProtectionProfile], taken: SRTPProtectionProfile
) -> None:
    client = Client()
    client.dtls._srtp_profiles = offered
    await client.connect()
    assert client.dtls._ssl.get_selected_srtp_profile() == taken.openssl_profile
    client.send_rtp()
    assert client.rtp == [RTP]
    await client.close()


def test_what_one_side_protects_the_other_reads_also_beyond_1400_bytes() -> None:
    profile = AES_GCM.libsrtp_profile
    here = LibSrtp(SrtpKeys(profile, receive=b"a" * 28, send=b"b" * 28))
    there = LibSrtp(SrtpKeys(profile, receive=b"b" * 28, send=b"a" * 28))
    packet = RTP + bytes(1500)
    assert there.unprotect_rtp(here.protect_rtp(packet)) == packet


def test_keys_are_not_shown() -> None:
    assert "secret" not in repr(SrtpKeys(7, receive=b"secret", send=b"secret"))
