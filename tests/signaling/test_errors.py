"""What the error table puts into words."""

import pytest

from signaling.errors import ERRORS, detail_of, error


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize("detail", ["", "no a=mid", "a=setup (is) passive (here)"])
def test_the_technical_part_of_an_error_can_be_said_in_another_language(code: str, detail: str) -> None:
    assert detail_of(error(code, detail=detail)) == detail
