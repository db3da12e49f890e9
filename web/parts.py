"""What all pages share, built once: templates, signing, assets, the count of failed sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.app import Context
from web.assets import Assets
from web.filters import FILTERS, GLOBALS, TEMPLATES
from web.signing import Signing
from web.throttle import Throttle

if TYPE_CHECKING:
    from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Parts:
    """The shared parts."""

    context: Context
    signing: Signing
    assets: Assets
    throttle: Throttle
    templates: Environment

    def render(self, template: str, visit: Visit, **data: object) -> str:
        """A template filled in for a visit."""
        return self.templates.get_template(template).render(
            visit=visit, t=visit.words.say, asset=self.assets.url, context=self.context, **data
        )


def build(context: Context) -> Parts:
    """All of them."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(GLOBALS)
    return Parts(
        context, Signing(context.secret, secure=is_https(context)), Assets(), Throttle(), environment
    )


def is_https(context: Context) -> bool:
    """Whether people reach the pages by https."""
    return context.public_url.startswith("https:")
