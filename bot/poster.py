"""A community's poster: an A4 page as SVG with a QR code that opens the chat there."""

from __future__ import annotations

from html import escape
from io import BytesIO

import segno

from model.place import Place

_FONT = "'PingFang SC','Microsoft YaHei','Noto Sans SC','Noto Sans CJK SC',sans-serif"
_TEXT = """<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297">
<rect width="210" height="297" fill="#fff"/>
<rect width="210" height="10" fill="#1f6b4a"/>
<g font-family="{font}" text-anchor="middle" fill="#1c211e">
<text x="105" y="52" font-size="17" font-weight="700">您需要什么？说一句就行</text>
<text x="105" y="66" font-size="7.5" fill="#4b544f">扫一扫，像跟邻居说话一样告诉我们</text>
<text x="105" y="75" font-size="5.5" fill="#4b544f">
Scan and tell us what you need, as you would a neighbour</text>
<svg x="50" y="88" width="110" height="110">{code}</svg>
<text x="105" y="216" font-size="11" font-weight="700">{zh}</text>
<text x="105" y="225" font-size="5.5" fill="#4b544f">{en}</text>
<text x="105" y="246" font-size="6">有人接、有回音，办没办好您说了算</text>
<text x="105" y="265" font-size="6" fill="#a3231d">有生命危险请直接打 110 · 119 · 120</text>
<text x="105" y="282" font-size="4.6" fill="#4b544f">{operator}　{phone}</text>
</g>
</svg>
"""


def draw(place: Place, link: str, operator: str) -> str:
    """The poster of a community; ``link`` is what the code opens, ``operator`` who runs this."""
    code = BytesIO()
    segno.make(link, error="m", micro=False).save(
        code, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, dark="#1c211e"
    )
    return _TEXT.format(
        font=_FONT,
        code=code.getvalue().decode(),
        zh=escape(place.zh),
        en=escape(place.en),
        operator=escape(operator),
        phone=escape(place.phone),
    )
