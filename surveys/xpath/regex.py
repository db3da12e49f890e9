import re
def matches(text: str, pattern: str) -> bool:
    return re.search(pattern, text) is not None
