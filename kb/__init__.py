"""The knowledge base: facts in YAML, and what loads, checks, searches and answers from them."""
