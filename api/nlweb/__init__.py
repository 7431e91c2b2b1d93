"""NLWeb: its shapes, and the translation from and to the answer object."""
