"""The only wing that knows SQL. One room per noun; ``unit`` is one transaction; ``tables`` one picture."""
