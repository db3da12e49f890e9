"""From XForm XML to the parts of a ``Form``: one file for each part of the standard."""
