"""Use cases: the only floor that joins the wings below. No messenger, no SQL, no web."""
