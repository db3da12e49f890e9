"""An emulator of Telegram's Bot API: for tests, benchmarks and the fault harness."""
