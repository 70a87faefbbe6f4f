from hypothesis import given
from hypothesis import strategies as st

from qunce.common import ids


@given(st.binary(min_size=1))
def test_a_code_reads_back_from_paper(source: bytes) -> None:
    code = ids.code(source, "receipt")
    assert len(code) == 19
    assert ids.tidy_code(code.lower().replace("-", " ")) == code


def test_signs_that_are_easily_misread_mean_the_same() -> None:
    assert ids.tidy_code("oIl0-2222-2222-2222") == "0110-2222-2222-2222"


def test_codes_of_two_purposes_differ() -> None:
    assert ids.code(b"x", "receipt") != ids.code(b"x", "other")
