"""Every page of documentation, as its readers find it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")]
)


def name(page: Path) -> str:
    """A page's path from the root, for the test's id."""
    return page.relative_to(ROOT).as_posix()
