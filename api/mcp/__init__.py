"""The tools, resources and prompts for agents that speak MCP; only ``server``, ``transport`` and ``stdio`` know the protocol's library."""
