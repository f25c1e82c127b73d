"""What a Pilot need not do anew in each test: paint what nobody looks at, and read a stylesheet that was read before.

Without a terminal Textual still draws every change, cell by cell, and throws it away: a third of what a Pilot's test
costs. Reading the same stylesheets for each app is another tenth. What a test looks at (the screen's lines, a picture)
is drawn when it asks. A test of drawing itself asks for `painted`, and everything is drawn as in a terminal.
"""

from typing import Any

from textual._compositor import Compositor
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

painting = False
"""Whether the test that runs has asked for every frame."""

frames = 0
"""How often something on a screen has changed and was to be drawn: while it stands, so does what is seen."""

_draw, _read = Compositor.render_update, Stylesheet._parse_rules
_rules: dict[tuple[object, ...], list[RuleSet]] = {}


def _draw_what_is_seen(self: Compositor, full: bool = False, **options: Any) -> Any:
    """A frame for a terminal, a picture or a test that paints; for nobody else."""
    global frames
    frames += 1
    app = active_app.get(None)
    if full or painting or app is None or not app.is_headless:
        return _draw(self, full, **options)
    self._dirty_regions.clear()
    return None


def _read_once(self: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
    """The rules of a stylesheet under these variables, from whichever app read them first. Nobody changes a rule."""
    key = (*source, *sorted(options.items()), *sorted(self._variables.items()))
    if key not in _rules:
        _rules[key] = _read(self, *source, **options)
    return _rules[key]


def begin() -> None:
    """Take effect for every app of this process."""
    Compositor.render_update, Stylesheet._parse_rules = _draw_what_is_seen, _read_once  # type: ignore[method-assign]
