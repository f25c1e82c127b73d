"""One way from a template to a page: everything is escaped, nothing missing passes in silence."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from game.exercise.run.run_store import kept_pictures
from game.scenario.markdown import points
from game.scenario.pictures import kind_of
from game.scenario.text import clean, parted


def render(template: str, **given: Any) -> str:
    """Return a page made from a template of this package.

    Raises:
        jinja2.UndefinedError: where the template asks for something that was not given (a fault of ours).
    """
    return _environment().get_template(template).render(**given)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("game.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
        auto_reload=False,
    )
    made.filters.update(points=points, plus=plus, parted=parted)
    made.globals.update(shown=shown)
    return made


def shown(sha256: str) -> str:
    """Return a picture as an address that holds its bytes, as they were kept; nothing where they are not here."""
    data = kept_pictures().read(sha256)
    return "" if data is None else f"data:{kind_of(data)};base64,{base64.b64encode(data).decode('ascii')}"


def _cleaned(value: Any) -> Any:
    """Text on its way into a page, without control codes; what is Markup already was cleaned where it was made."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def plus(value: int) -> str:
    """Return a whole number with its sign, the minus as the typographer's."""
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


def language(tag: str) -> str:
    """Return a language tag that may stand in ``lang``; English where it is none."""
    return tag if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag) else "en"
