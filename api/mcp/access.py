"""Which names a server may be called by, and which web pages may call it: what keeps strange pages from using it through a browser."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable
from dataclasses import dataclass

HOSTS = "KB_MCP_HOSTS"
ORIGINS = "KB_MCP_ORIGINS"
ANY = "*"

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Allowed:
    """What an operator allows, beside this machine itself.

    Attributes:
        hosts: Names that may stand in the Host header, such as ``guide.example``; one without a port is good for every port.
        origins: Origins of other sites whose pages may call, such as ``https://tools.example``.
    """

    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    @classmethod
    def read(cls) -> Allowed:
        """What the environment says: ``KB_MCP_HOSTS`` and ``KB_MCP_ORIGINS``, each a list with commas."""
        return cls(_split(os.environ.get(HOSTS, "").lower()), tuple(each.rstrip("/") for each in _split(os.environ.get(ORIGINS, ""))))

    def list_hosts(self, reached: str, host: str) -> list[str]:
        """The Host headers that are good for one request; ``:*`` at the end means every port.

        Args:
            reached: The address of this machine that the connection came in on.
            host: The request's Host header.

        Returns:
            The names of this machine and those of the operator. Without any of the operator's, a connection that
            did not come in on a loopback address may use whatever name it likes: nobody told which one is right.
        """
        if ANY in self.hosts or not (self.hosts or is_loopback(reached)):
            return [host]
        return [form for name in (*LOOPBACK, *self.hosts) for form in (name, f"{name}:*")]

    def list_origins(self, hosts: Iterable[str], origin: str) -> list[str]:
        """The Origin headers that are good for one request: the server's own pages, and those of the operator's list.

        Args:
            hosts: What ``list_hosts`` gave for it.
            origin: The request's Origin header.
        """
        if ANY in self.origins:
            return [origin]
        return [*(f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")), *self.origins]


def is_loopback(address: str) -> bool:
    """Whether an address is one that only this machine reaches."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _split(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())
