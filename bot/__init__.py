"""The front door: wires and runs everything; the only place where objects are built."""
