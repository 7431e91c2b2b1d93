"""What every response and request has in common: checks, problem documents, revalidation, events, headers."""
