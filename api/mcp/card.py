"""The server card: where an MCP client connects, told before it does (SEP-2127)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from kb.subject import subject

NAME = f"field-guide-kb/{subject().slug}"
VERSION = "1.0.0"
"""The version of the tools: the first number changes when one of them is taken away or changes its meaning."""

TITLE = subject().title
DESCRIPTION = f"Citable answers on {subject().covers}, and where the guide is silent"
SCHEMA = "https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json"
MEDIA_TYPE = "application/mcp-server-card+json"
PROTOCOLS = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28")
"""Revisions of the protocol that the library speaks; a test compares them, since importing it for this alone costs too much."""


class Remote(BaseModel):
    """An address to connect to."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(default="streamable-http", description="The transport; always `streamable-http`.")
    url: str = Field(description="Where it is.", examples=["https://guide.example/mcp"])
    protocols: tuple[str, ...] = Field(
        default=PROTOCOLS,
        serialization_alias="supportedProtocolVersions",
        description="The revisions of the protocol that are spoken there.",
    )


class ServerCard(BaseModel):
    """What the server is and where; what it offers is asked over the connection."""

    model_config = ConfigDict(frozen=True)

    schema_address: str = Field(default=SCHEMA, serialization_alias="$schema", description="The schema this document follows.")
    name: str = Field(default=NAME, description="The server's name, the same as over the connection.")
    version: str = Field(default=VERSION, description="The version of its tools.")
    title: str = Field(default=TITLE, description="The name people read.")
    description: str = Field(default=DESCRIPTION, description="What it is for.")
    website: str = Field(
        serialization_alias="websiteUrl", description="Where it is explained.", examples=["https://guide.example/about/mcp/"]
    )
    remotes: tuple[Remote, ...] = Field(description="Where to connect.")


def build_card(site: str) -> ServerCard:
    """The card of a server.

    Args:
        site: Scheme and host, without a slash at the end.
    """
    return ServerCard(website=f"{site}/about/mcp/", remotes=(Remote(url=f"{site}/mcp"),))
