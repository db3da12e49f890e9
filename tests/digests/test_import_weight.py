"""Nothing heavy is loaded before it is used."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_wing_loads_no_chart_spreadsheet_or_dictionary() -> None:
    code = (
        "import sys, digests, digests.render;"
        "print(sorted({'jieba', 'openpyxl', 'resvg_py', 'pylopdf_fonts_zh_cn', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
