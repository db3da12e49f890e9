"""The directory of organizations to and from the world: HSDS, older CSV, a street office's Excel sheet. Pure."""
