"""``make conformance``: every comparison with the standard's own engines that can be made here.

    python -m conformance

The recorded cases lie in $LINLI_CONFORMANCE (default ../shared/conformance), real forms with scripts and
the instances they end with in $LINLI_FORMS (default ../shared/forms); what is absent is skipped and said.
The live comparison needs Node. What differs on purpose is explained in docs/conformance.md.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from conformance import form, live, scenarios, xpath

HERE = Path(__file__).parent.parent
CASES = Path(os.environ.get("LINLI_CONFORMANCE", HERE / "../shared/conformance"))
FORMS = Path(os.environ.get("LINLI_FORMS", HERE / "../shared/forms"))
SPREADSHEETS = (".xml", ".xlsx", ".xls")


def recorded(cases: Path) -> None:
    """The expressions and scenarios that were recorded from other engines' tests."""
    for name, run in (("xpath", xpath.main), ("scenarios", scenarios.main)):
        path = cases / f"{name.removesuffix('s')}-cases.json"
        print(f"\n## {name}\n", flush=True)
        if path.is_file():
            run([str(path)])
        else:
            print(f"skipped: {path} is not there")


def scripted(forms: Path) -> int:
    """The real forms with their scripts, from XForm and from the spreadsheet; how many differ."""
    print("\n## forms\n", flush=True)
    expected = sorted(forms.glob("*.expected.xml"))
    if not expected:
        print(f"skipped: there are no scripts in {forms}")
    different = 0
    for path in expected:
        script = path.with_name(path.name.removesuffix(".expected.xml") + ".json")
        stem = script.name.removesuffix(".json").rpartition(".")[0]
        for ending in SPREADSHEETS:
            source = forms / f"{stem}{ending}"
            if source.is_file():
                different += form.main([str(source), str(script), str(path)])
    return different


def main() -> int:
    """All of it; 1 when a script's instance differs, or a live one without a reason."""
    recorded(CASES)
    different = scripted(FORMS)
    print("\n## live\n", flush=True)
    return 1 if live.main([]) or different else 0


if __name__ == "__main__":
    sys.exit(main())
