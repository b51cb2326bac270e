"""The app on the double, to be looked at: `python tests/ui/demo.py [first] [meet] [ascii] [light|dark]`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]


def main(words: list[str]) -> int:
    from ui.double import NOW, Double

    from tutor.ui.app import NablaApp

    async def open_session() -> Double:
        return Double(minutes=None if "first" in words else 20, meets="meet" in words)

    def clock() -> datetime:
        return NOW

    theme = next((each for each in words if each in ("light", "dark")), None)
    app = NablaApp(open_session, clock, ascii="ascii" in words, theme=theme)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
