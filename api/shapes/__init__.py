"""What other wires send and get back, as models: the shapes alone, no routes and no translation."""
