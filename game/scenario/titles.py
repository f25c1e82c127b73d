"""Titles where ids belong: people write what they read, and the id that they mean is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from game.scenario.catalogue import catalogue
from game.scenario.field_types import as_id
from game.scenario.findings import nearest
from game.scenario.node import Node, Path

_LISTS = {"to": "role", "set": "flag", "clear": "flag", "assess": "gauge"}
_KEYS = {
    **dict.fromkeys(("effects", "interests"), "gauge"),
    **dict.fromkeys(("private", "advice"), "role"),
    "evidence": "lesson",
}
_WORDS = {"decided_by": "role", "default": "option", "inject": "inject"}
"""Where a name of something stands, and of what: items of a list, keys of a map, one word."""

_CHOSE = re.compile(r"\bchose\s*\(\s*(?P<inject>[^,()]+?)\s*(?:,\s*(?P<option>[^()]*?)\s*)?\)")
_QUOTES = "\"'“”„‘’`"

MOST = 600
"""Of more names than this none is looked up by its title: a stranger's file is answered in time."""


def kind_at(path: Path, key: bool = False) -> str:
    """What the name at a path is a name of; nothing where it is none, or gives a name to something new."""
    if key:
        lessons = len(path) == 2 and path[0] == "lessons"
        return "lesson" if lessons else _KEYS.get(str(path[-2]), "") if len(path) > 2 else ""
    if len(path) > 2 and isinstance(path[-1], int):
        return _LISTS.get(str(path[-2]), "")
    return _WORDS.get(str(path[-1]), "") if len(path) > 2 else ""


def titles(root: Node, kind: str, path: Path = ()) -> dict[str, str]:
    """Return the ids of a kind with their titles, as the file gives them; of options those of the inject at `path`."""
    if kind == "lesson":
        own = root.get("lessons")
        listed = {key.text: _text(value, "title") for key, value in (own.items if own else ())}
        return {id: title for id, title in listed.items() if title} | {
            id: lesson.title for id, lesson in catalogue().lessons.items()
        }
    if kind in ("role", "gauge", "flag"):
        held = root.get(f"{kind}s")
        return {key.text: _text(value, "title") for key, value in (held.items if held else ())}
    if kind == "inject":
        return dict(_listed(root.get("injects"), "title"))
    return dict(_listed(root.find(path[:2]).get("options"), "label")) if kind == "option" else {}


def _listed(held: Node | None, key: str) -> Iterator[tuple[str, str]]:
    for part in held.children if held else ():
        if id := _text(part, "id"):
            yield id, _text(part, key)


def _text(node: Node, key: str) -> str:
    value = node.get(key)
    return value.text if value is not None and value.kind == "scalar" else ""


def meant(word: str, known: Mapping[str, str]) -> str:
    """The id that a title, or something much like one, stands for; nothing where there is none."""
    if not word.strip() or len(known) > MOST:
        return ""
    folded = as_id(word)
    for id, title in known.items():
        if folded == id or (title and folded == as_id(title)):
            return id
    by_title = {as_id(title): id for id, title in known.items() if title} | {id: id for id in known}
    return by_title.get(nearest(folded, by_title) or "", "")


def cure(root: Node, word: str, path: Path, key: bool = False) -> str:
    """What to write in place of a word that is no id; nothing where ids are made and not named."""
    kind = kind_at(path, key)
    if not kind:
        return ""
    known = titles(root, kind, path)
    if id := meant(word, known):
        return f"Write {id}" + (f", the id of '{known[id][:80]}'." if known[id] else ".")
    if kind == "lesson" or not known:
        return ""
    return f"The ids of {kind}s are: {', '.join(list(known)[:12])}."


def with_ids(text: str, root: Node) -> str:
    """Return a condition with ids in place of titles, as far as there are any that it may mean."""
    injects = root.get("injects")
    places = {_text(part, "id"): number for number, part in enumerate(injects.children if injects else ())}

    def chose(found: re.Match[str]) -> str:
        inject = _id(found["inject"], titles(root, "inject"))
        if found["option"] is None:
            return f"chose({inject})"
        known = titles(root, "option", ("injects", places[inject])) if inject in places else {}
        return f"chose({inject}, {_id(found['option'], known)})"

    text = _CHOSE.sub(chose, text)
    known = {**titles(root, "flag"), **titles(root, "gauge")}
    by_title = {title.casefold(): id for id, title in known.items() if title and title not in known}
    if not by_title or len(by_title) > MOST:
        return text
    ordered = sorted(by_title, key=len, reverse=True)
    wanted = rf"[{_QUOTES}]?\b({'|'.join(map(re.escape, ordered))})\b[{_QUOTES}]?"
    return re.sub(wanted, lambda found: by_title.get(found[1].casefold(), found[0]), text, flags=re.IGNORECASE)


def _id(word: str, known: Mapping[str, str]) -> str:
    bare = word.strip(_QUOTES + " ")
    return bare if bare in known else meant(bare, known) or word
