"""OpenRosa servers (ODK Central, KoboToolbox): ``server`` speaks with them, ``uploader`` keeps at it."""
