"""OpenAI's chat completions: their shapes, and the translation from and to the answer object."""
