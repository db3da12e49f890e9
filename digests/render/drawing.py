"""A sheet that is drawn from the top down, and its rendering to PNG."""

from __future__ import annotations

from digests.render.markup import element, number

WIDTH = 900
MARGIN = 48
INK, QUIET, RULE = "#1d2421", "#5c6762", "#dde3df"
ACCENT, WAIT, ALARM = "#1f6b4f", "#9aa59e", "#b3261e"
FONT = "Noto Sans SC"


class Canvas:
    """Text, boxes and lines on white. What is drawn lies relative to how far ``down`` has gone."""

    def __init__(self) -> None:
        self._drawn: list[str] = []
        self._y = 0.0

    def down(self, pixels: float) -> None:
        """Go on further below."""
        self._y += pixels

    def text(
        self,
        x: float,
        text: str,
        size: float,
        colour: str,
        *,
        below: float = 0,
        bold: bool = False,
        right: bool = False,
    ) -> float:
        """Write a line, from ``x`` on or up to it; gives back its width, near enough to stand beside it.

        The font has one weight; a thin outline makes it bolder.
        """
        width = breadth(text, size)
        room = x - MARGIN if right else WIDTH - MARGIN - x
        self._drawn.append(
            element(
                "text",
                _escaped(text),
                x=number(x),
                y=number(self._y + below),
                fill=colour,
                font_size=size,
                text_anchor="end" if right else None,
                stroke=colour if bold else None,
                stroke_width=size / 45 if bold else None,
                textLength=number(room) if width > room else None,
                lengthAdjust="spacingAndGlyphs" if width > room else None,
            )
        )
        return min(width, room)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle; nothing when it has no width."""
        if width > 0:
            self._drawn.append(
                element(
                    "rect",
                    x=number(x),
                    y=number(self._y + y),
                    width=number(width),
                    height=number(height),
                    fill=colour,
                )
            )

    def line(self, places: list[tuple[float, float]], colour: str) -> None:
        """A line through places, ending in a dot."""
        path = " ".join(f"{number(x)},{number(self._y + y)}" for x, y in places)
        x, y = places[-1]
        self._drawn.append(
            element(
                "polyline", points=path, fill="none", stroke=colour, stroke_width=4, stroke_linejoin="round"
            )
        )
        self._drawn.append(element("circle", cx=number(x), cy=number(self._y + y), r=7, fill=colour))

    def rule(self, colour: str) -> None:
        """A thin line across."""
        self.box(MARGIN, -8, WIDTH - 2 * MARGIN, 2, colour)

    def svg(self) -> str:
        """Everything drawn so far, with some air below."""
        height = number(self._y + MARGIN)
        return element(
            "svg",
            element("rect", width=WIDTH, height=height, fill="#ffffff"),
            *self._drawn,
            xmlns="http://www.w3.org/2000/svg",
            width=WIDTH,
            height=height,
            font_family=FONT,
        )

    def png(self) -> bytes:
        """The picture, with the font that comes along and no other."""
        import resvg_py  # noqa: PLC0415 - renderer and font are large; only a picture needs them
        from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415 - as above

        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=self.svg(),
                font_files=[str(sans_path())],
                skip_system_fonts=True,
                font_family=FONT,
                sans_serif_family=FONT,
            )
        )


def breadth(text: str, size: float) -> float:
    """About how wide a line is: Chinese signs are square, others narrower by their kind."""
    return size * sum(1.0 if ord(sign) > 0x2E80 else _KINDS.get(sign, 0.54) for sign in text)


_KINDS = {
    **dict.fromkeys("iIjl.,:;'|!", 0.28),
    **dict.fromkeys(" frt()-/", 0.34),
    **dict.fromkeys("mwMW", 0.82),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 0.62),
}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
