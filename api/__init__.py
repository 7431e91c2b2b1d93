"""The HTTP front end: it translates between requests and the knowledge base, and decides nothing itself."""
