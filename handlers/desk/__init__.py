"""The desk: what staff see of needs, organizations and volunteers, and the commands only the desk has."""
