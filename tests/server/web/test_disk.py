"""Who sees how full the disk is."""

from tests.support.site import Site


async def test_an_administrator_sees_how_full_the_disk_is(site: Site) -> None:
    disk = await (await (await site.signed_in("zhou")).get("/api/disk")).json()
    assert (disk["level"], disk["free_mb"], disk["warn_mb"]) == ("low", 500, 1000)


async def test_a_teacher_does_not(site: Site) -> None:
    assert (await (await site.signed_in("li")).get("/api/disk")).status == 403
