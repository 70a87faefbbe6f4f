"""An end may come at any step: a TERM is a Ctrl-C, and nothing is left running."""

import signal
import socket

from tests.house.conftest import House, until


def end_it(house: House, end: signal.Signals) -> None:
    """Send an end; the house must stop in order, with its door free and nobody left behind."""
    assert house.run is not None
    house.run.send_signal(end)
    assert (house.ends(), "· stopping" in house.said) == (0, True), house.said
    assert "Traceback" not in house.said
    nobody_is_left(house)
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", house.port))


def test_an_end_at_any_step_leaves_nothing_running_and_the_next_start_goes_on(
    house: House,
) -> None:
    """The first start begins to make the database; each later one finds what was left."""
    house.start()
    until(lambda: (house.pg.with_name("pg-draft") / "base").exists() or house.is_over)
    end_it(house, signal.SIGTERM)
    assert not house.pg.exists()  # a database half made would never start
    for step, end in (
        ("· words and pictures", signal.SIGTERM),
        ("· database …", signal.SIGTERM),
        ("· web server …", signal.SIGTERM),
        ("is open", signal.SIGTERM),
        ("is open", signal.SIGHUP),
    ):
        house.start()
        house.wait_for(step)
        end_it(house, end)
    a_second_ctrl_c_does_not_wait_and_leaves_nothing_either(house)


def a_second_ctrl_c_does_not_wait_and_leaves_nothing_either(house: House) -> None:
    house.open()
    assert house.run is not None
    for _press in range(2):
        house.run.send_signal(signal.SIGINT)
    house.ends()
    nobody_is_left(house)


def nobody_is_left(house: House) -> None:
    """Two looks in a row: one that was forked while the first went round is not in it."""
    until(lambda: not house.family() and not house.family())
    assert house.family() == []
