"""Several server processes on one port, so that each gets its part of the connections and sends small answers at once."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import Any

import uvicorn

SPREADS = sys.platform == "linux"
"""Whether the system spreads connections over sockets that share a port; others give them all to one."""


class Listener(socket.socket):
    """A socket that names TCP as its protocol, and of which each process that is started gets one of its own.

    asyncio turns Nagle's algorithm off only on sockets that name TCP, and uvicorn's does not: each answer on a kept
    connection would wait some 40 ms for the client's acknowledgement. And a process that shares its socket with others
    takes every connection that waits, so that one works and the others idle.
    """

    def __reduce__(self) -> tuple[Callable[..., Listener], tuple[int, Any]]:
        return listen, (self.family, self.getsockname())


def listen(family: int, address: Any) -> Listener:
    """A socket bound to an address that other processes of this user may share."""
    found = Listener(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    found.bind(address)
    found.set_inheritable(True)
    return found


class Workers(uvicorn.Config):
    """The settings of several workers."""

    def bind_socket(self) -> socket.socket:
        """The socket that the workers listen on; where the system spreads connections, a pattern for one each."""
        bound = super().bind_socket()
        if not SPREADS:
            return socket.socket(bound.family, bound.type, socket.IPPROTO_TCP, fileno=bound.detach())
        family, address = bound.family, bound.getsockname()
        bound.close()
        return listen(family, address)
