"""Several workers share the port, and not one socket."""

from __future__ import annotations

import asyncio
import pickle
import socket
import sys
from collections.abc import Iterator
from multiprocessing.reduction import ForkingPickler

import pytest

from api.workers import SPREADS, Workers


@pytest.fixture
def shared() -> Iterator[socket.socket]:
    with Workers("api.app:create_app", factory=True, workers=2, host="127.0.0.1", port=0, log_level="warning").bind_socket() as bound:
        yield bound


async def connect(listeners: list[socket.socket], count: int) -> list[int]:
    """How many of the connections each listener gets; each is checked for small answers sent at once."""
    taken = [0] * len(listeners)
    all_taken = asyncio.Event()

    def take(at: int, writer: asyncio.StreamWriter) -> None:
        assert writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), "answers would wait for the client"
        taken[at] += 1
        writer.close()
        if sum(taken) == count:
            all_taken.set()

    servers = [await asyncio.start_server(lambda _, writer, at=at: take(at, writer), sock=each) for at, each in enumerate(listeners)]
    writers = [(await asyncio.open_connection(*listeners[0].getsockname()))[1] for _ in range(count)]
    await asyncio.wait_for(all_taken.wait(), 10)
    for writer in writers:
        writer.close()
        await writer.wait_closed()
    for server in servers:
        server.close()
        await server.wait_closed()
    return taken


def test_small_answers_are_sent_at_once(shared: socket.socket) -> None:
    assert asyncio.run(connect([shared], 3)) == [3]


def test_each_worker_gets_its_part_of_the_connections(shared: socket.socket) -> None:
    # What a worker is given when it is started, by the same pickling.
    listeners = [pickle.loads(bytes(ForkingPickler.dumps(shared))) for _ in range(2)] if SPREADS else [shared]
    assert all(one.getsockname() == shared.getsockname() for one in listeners)
    taken = asyncio.run(connect(listeners, 60))
    assert sum(taken) == 60
    assert min(taken) > 0


def test_connections_are_spread_where_the_system_can() -> None:
    assert (sys.platform == "linux") == SPREADS
