"""``linli run`` as everybody starts it. Arguments: port, folder."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    os.environ |= {"PORT": sys.argv[1], "VAR": sys.argv[2], "LOG_LEVEL": "error"}
    sys.argv[1:] = ["run"]
    from bot.cli import main

    main()
