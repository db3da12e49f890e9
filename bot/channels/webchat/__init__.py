"""The web chat: a page for the phone, and the socket behind it."""
