"""One file that carries a run or a class from machine to machine: ``.wcx``.

A zip of fixed times in which nothing is packed tighter, so that the same log gives the same bytes wherever it is made,
every byte of it is held by what is read, and nothing in it can unpack to more than the file is long. The log is
chained (`game.record.chain`) over sealed events (`game.record.sealing`): what is personal lies in ``private.json`` and
may be taken out of it, or left out of somebody else's copy, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from game.record import chain
from game.record.events import Event, Kind
from game.record.log import RecordError
from game.record.row import Damaged, LaterVersionError, event_of
from game.record.sealing import SALT, Halves, Secret, canonical, is_seal, seal, seals, word_seals
from game.scenario.load import fingerprint
from game.scenario.pictures import MAX_PICTURE, kind_of

SUFFIX = ".wcx"
FORMAT = 1
KINDS = ("run", "class", "syndicate", "seat")
MOST = 64 * 1024 * 1024
"""Bytes of a file that is read; the largest class of a long day has some 20 MB."""
MANIFEST, LOG, PRIVATE, OUTLOOK, FIGURES = "manifest.json", "log.jsonl", "private.json", "outlook.json", "figures.json"
TEXTS, PICTURES = "scenario/", "pictures/"
_PARTS = (PRIVATE, OUTLOOK, FIGURES)
_NAME = re.compile(r"[\w-]{1,80}", re.ASCII)
_WHOSE = re.compile(r"[\w-]{0,40}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}")
DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can hold."""
_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, UnicodeError)
"""What reading something that somebody else's hand wrote may end in."""


class WasChanged(RecordError):
    """A file that is not as it was written: it says where."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What such a file holds."""

    kind: str
    name: str
    """Of the run, or of the class."""
    sha256: str
    """Of the scenario."""
    files: Mapping[str, str]
    """Its texts by their names."""
    halves: Halves
    version: str = ""
    """Of the program that wrote it: the same one gives the same pages to the byte, any other the same numbers."""
    syndicate: str = ""
    seat: str = ""
    """Whose copy it is."""
    pinned: bool = True
    """Whether the head of its chain stands on the forms of the log that it was made from."""
    outlook: Any = field(default_factory=dict)
    """What an analysis said, as plain data."""
    figures: Any = field(default_factory=dict)
    """What a copy may show of others, ready made."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By their hash."""

    @property
    def head(self) -> str:
        """The hash after the last event."""
        *_, last = (chain.first(self.sha256), *chain.heads(self.sha256, self.halves.events))
        return last

    @property
    def pin(self) -> str:
        """What stands for its log on paper."""
        return chain.pin(self.sha256, self.halves.events)

    @property
    def gone(self) -> int:
        """How many values are sealed in the log and not in the file: erased, or left out of a copy."""
        return sum(each not in self.halves.secrets for event in self.halves.events for each in seals(event.data))

    @property
    def events(self) -> tuple[Event, ...]:
        """The events with what is known of their values.

        Raises:
            WasChanged: where one is none.
        """
        values = {each: secret.value for each, secret in self.halves.secrets.items()}
        found = []
        for number, event in enumerate(self.halves.events, 1):
            row = (event.id, event.run, event.seq, str(event.kind), event.at, event.by, canonical(event.data).decode())
            try:
                found.append(event_of(row, values))
            except (*_FAULTS, Damaged, LaterVersionError) as problem:
                raise WasChanged(f"event {number} is none: {str(problem)[:200]}.") from None
        return tuple(found)

    @property
    def said(self) -> str:
        """That it is whole, with what was taken out of it."""
        count, gone = len(self.halves.events), self.gone
        events = f"{count} event{'' if count == 1 else 's'}"
        recalled = [each for event in self.halves.events if event.kind is Kind.RECALLED for each in seals(event.data)]
        if self.kind in ("syndicate", "seat") or any(each not in self.halves.secrets for each in recalled):
            return f"whole: {events}, {gone} left out or erased"
        return f"whole: {events}, {gone} erased"


def packed(parcel: Parcel) -> bytes:
    """Return a file's bytes: the same for the same parcel, always and everywhere."""
    lines = []
    for event, head in zip(parcel.halves.events, chain.heads(parcel.sha256, parcel.halves.events), strict=True):
        lines.append(canonical({**chain.body(event), "chain": head}) + b"\n")
    private = {each: {"salt": secret.salt, "value": secret.value} for each, secret in parcel.halves.secrets.items()}
    parts = {PRIVATE: canonical(private), OUTLOOK: in_order(parcel.outlook), FIGURES: in_order(parcel.figures)}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "kind": parcel.kind,
        "name": parcel.name,
        "syndicate": parcel.syndicate,
        "seat": parcel.seat,
        "scenario": parcel.sha256,
        "version": parcel.version,
        "events": len(lines),
        "head": parcel.head,
        "pinned": parcel.pinned,
        "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    manifest["mark"] = hashlib.sha256(canonical(manifest)).hexdigest()
    texts = {f"{TEXTS}{name}": text.encode() for name, text in sorted(parcel.files.items())}
    shown = {f"{PICTURES}{sha256}": data for sha256, data in sorted(parcel.pictures.items())}
    return _zipped({MANIFEST: canonical(manifest), LOG: b"".join(lines), **parts, **texts, **shown})


def in_order(value: Any) -> bytes:
    """Return plain data as JSON with its keys in the order in which forms show them."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, DAY_ZERO)
            info.create_system, info.external_attr = 3, 0o600 << 16  # the same on every system
            made.writestr(info, data)
    return out.getvalue()


def opened(blob: bytes) -> Parcel:
    """Return what a file holds, after a look at all of it.

    Raises:
        WasChanged: where it is not as it was written; the first event that is not is named.
        RecordError: where it is no such file, is too large, or was written by a later version.
    """
    parts = _unzipped(blob)
    try:
        manifest = _manifest(parts[MANIFEST])
    except _FAULTS:
        raise RecordError("it is no file of this kind: its list cannot be read.") from None
    mark = manifest.pop("mark", "")
    if mark != hashlib.sha256(canonical(manifest)).hexdigest():
        raise WasChanged(f"'{MANIFEST}' in it is not what was written.")
    texts = {name.removeprefix(TEXTS): data for name, data in parts.items() if name.startswith(TEXTS)}
    shown = {name.removeprefix(PICTURES): data for name, data in parts.items() if name.startswith(PICTURES)}
    for sha256, data in shown.items():
        if len(data) > MAX_PICTURE or hashlib.sha256(data).hexdigest() != sha256 or not kind_of(data):
            raise WasChanged("a picture in it is not what was written.")
    try:
        files = {name: data.decode() for name, data in texts.items()}
        if fingerprint(files) != manifest["scenario"]:
            raise WasChanged("the text of its scenario is not what was written.")
        private = json.loads(parts[PRIVATE])
        events = tuple(_events(manifest["scenario"], parts[LOG]))
        secrets = _secrets(events, private)
        halves = Halves(events, secrets)
        parcel = Parcel(
            manifest["kind"], manifest["name"], manifest["scenario"], files, halves, manifest["version"],
            manifest["syndicate"], manifest["seat"], manifest["pinned"],
            json.loads(parts[OUTLOOK]), json.loads(parts[FIGURES]), shown,
        )  # fmt: skip
        if len(events) != manifest["events"] or parcel.head != manifest["head"]:
            raise WasChanged("the end is missing, or its list is not what was written.")
        for name in _PARTS:
            if hashlib.sha256(parts[name]).hexdigest() != manifest["parts"][name]:
                raise WasChanged(f"'{name}' in it is not what was written.")
        if packed(parcel) != blob:
            raise WasChanged("it was packed anew, or something in it is not as it was written.")
    except (WasChanged, LaterVersionError):
        raise
    except _FAULTS as problem:
        raise WasChanged(f"something in it cannot be read ({type(problem).__name__}).") from None
    return parcel


def is_parcel(file: Path) -> bool:
    """Whether a file has the parts of such a one, whole or not; False for all that cannot be read."""
    try:
        with zipfile.ZipFile(file) as made:
            return {MANIFEST, LOG} <= set(made.namelist())
    except Exception:  # a broken archive fails in as many ways as there are parts in it
        return False


def _unzipped(blob: bytes) -> dict[str, bytes]:
    """The parts of a file, by names that lead nowhere, none of them longer than the file is."""
    if len(blob) > MOST:
        raise RecordError(f"it is larger than {MOST // 1024 // 1024} MB, which no run is.")
    try:
        with zipfile.ZipFile(io.BytesIO(blob)) as made:
            found = made.infolist()
            names = [each.filename for each in found]
            for each in found:
                if each.compress_type != zipfile.ZIP_STORED or each.flag_bits & 1:
                    raise RecordError("it was packed by another program: what this one writes is not compressed.")
                if not _is_part(each.filename):
                    raise RecordError(f"it holds '{each.filename[:60]}', which is no part of such a file.")
            if len(set(names)) != len(names) or sum(each.file_size for each in found) > len(blob):
                raise RecordError("it says that it holds more than it does.")
            if missing := sorted({MANIFEST, LOG, *_PARTS} - set(names)):
                raise RecordError(f"it is no file of this kind: '{missing[0]}' is missing.")
            return {name: made.read(name) for name in names}
    except RecordError:
        raise
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, *_FAULTS) as problem:
        raise RecordError(f"it is no file of this kind, or a damaged one ({str(problem)[:100]}).") from None


def _is_part(name: str) -> bool:
    if name in (MANIFEST, LOG, *_PARTS):
        return True
    if name.startswith(PICTURES):
        return bool(_HASH.fullmatch(name.removeprefix(PICTURES)))
    path = name.removeprefix(TEXTS)
    steps = path.split("/")
    return name != path and not any(sign in path for sign in "\\:\0") and not {"", ".", ".."} & set(steps)


def _manifest(raw: bytes) -> dict[str, Any]:
    """The list of what is in a file (ValueError where it is none)."""
    made = json.loads(raw)
    if isinstance(made, dict) and isinstance(made.get("format"), int) and made["format"] > FORMAT:
        raise RecordError("it was written by a later version of Whitecell; update this one.")
    whole = (
        made["format"] == FORMAT
        and made["kind"] in KINDS
        and _NAME.fullmatch(made["name"])
        and _WHOSE.fullmatch(made["syndicate"])
        and _WHOSE.fullmatch(made["seat"])
        and bool(made["syndicate"]) == (made["kind"] in ("syndicate", "seat"))
        and bool(made["seat"]) == (made["kind"] == "seat")
        and _HASH.fullmatch(made["scenario"])
        and isinstance(made["version"], str)
        and isinstance(made["events"], int)
        and isinstance(made["pinned"], bool)
    )
    if not whole:
        raise ValueError
    return dict(made)


def _events(sha256: str, raw: bytes) -> Iterator[Event]:
    """The events of a log, each after a look at its place in the chain (WasChanged where it does not hold)."""
    head = chain.first(sha256)
    lengths: dict[str, int] = {}
    for number, line in enumerate(raw.splitlines(), 1):
        try:
            link = json.loads(line)
            told = link.pop("chain")
            head = chain.after(head, link)
            row = tuple(link[key] for key in ("id", "run", "seq", "kind", "at", "by"))
            event = event_of((*row, canonical(link["data"]).decode()), None)
            good = head == told and event.seq == lengths.get(event.run, 0) + 1 and set(link) == set(chain.body(event))
        except LaterVersionError:
            raise RecordError("it was written by a later version of Whitecell; update this one.") from None
        except _FAULTS:
            good = False
        if not good:
            raise WasChanged(f"event {number} is not what was written.")
        lengths[event.run] = event.seq
        yield event


def _secrets(events: tuple[Event, ...], private: Any) -> dict[str, Secret]:
    """What was sealed in events, each after a look at whether it is that."""
    found: dict[str, Secret] = {}
    for number, event in enumerate(events, 1):
        words = set(word_seals(event))
        for each in seals(event.data):
            if each not in private:
                continue
            salt, value = private[each]["salt"], private[each]["value"]
            if is_seal(value) or len(salt) != 2 * SALT or seal(salt, value) != each or len(private[each]) != 2:
                raise WasChanged(f"a text of event {number} is not what was written.")
            found[each] = Secret(salt, value, event.run, event.seq, each in words)
    if len(found) != len(private):
        raise WasChanged(f"'{PRIVATE}' in it holds what belongs to no event.")
    return found


def without(halves: Halves, keep: Iterator[str] | set[str]) -> Halves:
    """Return events with those secrets alone whose seals are to be kept."""
    kept = set(keep)
    return replace(halves, secrets={each: secret for each, secret in halves.secrets.items() if each in kept})


def erasable(halves: Halves, seat: str, names: set[str]) -> tuple[set[str], set[str]]:
    """Return the seals of what an erasure takes out, and the names that go with it.

    Of a ``seat`` its name and everything that it wrote, and what was written to it; of any text, whoever wrote it,
    what holds one of ``names`` (that of the seat is added). Other people's names stay where a seat was named, for
    theirs may begin alike.
    """
    names = {name for name in names if name}
    gone: set[str] = set()
    for event in halves.events:
        mine = set(word_seals(event))
        if event.kind is Kind.RUN_STARTED and seat:
            mine = set(seals(event.data.get("seats", {}).get(seat, {})))
        of_it = seat and (event.data.get("seat") == seat or event.data.get("to") == seat)
        by_it = seat and event.by == seat
        if not (of_it or by_it or (event.kind is Kind.RUN_STARTED and mine and seat)):
            continue
        for each in mine & halves.secrets.keys():
            gone.add(each)
            if event.kind in (Kind.SEAT_JOINED, Kind.RUN_STARTED) and isinstance(halves.secrets[each].value, str):
                names.add(halves.secrets[each].value)
    others = {each for event in halves.events if event.kind in (Kind.SEAT_JOINED, Kind.RUN_STARTED)
              for each in word_seals(event)}  # fmt: skip
    for each, secret in halves.secrets.items():
        if secret.words and not (seat and each in others) and any(_holds(str(secret.value), name) for name in names):
            gone.add(each)
    return gone, names


def names_in(halves: Halves) -> set[str]:
    """Return the names of people that are in a log."""
    joined = [event for event in halves.events if event.kind in (Kind.SEAT_JOINED, Kind.RUN_STARTED)]
    there = {each for event in joined for each in word_seals(event)} & halves.secrets.keys()
    return {name for each in there if isinstance(name := halves.secrets[each].value, str) and name}


def _holds(text: str, name: str) -> bool:
    """Whether a word of a text begins with a name: in many languages it has an ending behind it."""
    return re.search(rf"(?<!\w){re.escape(name.casefold())}", text.casefold()) is not None
