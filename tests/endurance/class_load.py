"""A class under load: forty seats over their real doors, against the program itself in a process of its own.

    .venv/bin/python -m tests.endurance.class_load [--seats 40] [--syndicates 4] [--rounds 3] [--json]
    .venv/bin/python -m tests.endurance.class_load --soak SECONDS [--keep FILE]
    .venv/bin/python -m tests.endurance.class_load --large [--seats 200 --syndicates 20]

The long form is `--soak 14400`: four hours. With `--keep` its seconds are counted in FILE as they pass, a line for each
host that lived; begun again, a new class is opened and soaks for what is left, and the promises are those of each life.
`--large` is 1,000 seats in 80 syndicates, the real browsers' among them, which choose and decide one
after another. The promises are those of the design for a laptop with two cores; this process, which plays all the
people, shares them. Times are from a form's going out here to the bytes' coming back here: to its own answer
(acknowledged), to every page (decision, act), and to the paint of a real browser (painted). Where Chromium is installed
two more seats are real browsers.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from game.web.socket_limits import LARGE_FILES, raised_files
from tests.endurance.class_figures import Figures, verdicts
from tests.endurance.class_host import Host
from tests.endurance.page_people import PageFacilitator, PageStudent
from tests.web.chromium import Page, browser, chromium

LETTERS = 5
"""Times that everybody's half-typed note is kept at one instant."""


async def play(
    folder: Path, seats: int = 40, syndicates: int = 4, rounds: int = 3, soak: float = 0.0, storm: float = 5.0,
    browsers: int = 2, scenario: str = "starter", pace: float = 1.0, large: bool = False, kept: Path | None = None,
) -> Figures:  # fmt: skip
    """Play a class through: storm, briefing, acts of the facilitator, decisions, keys, soak.

    A pace below 1 shortens the pauses between them, and with them what the figures are worth. ``kept`` is where each
    life of a host is a line: how long it soaked, and what that came to.
    """
    figures = Figures(seats=seats)
    raised_files(LARGE_FILES)  # of this process, which holds the other end of every line
    more = ("--large",) if large else ()
    host = await Host.start(folder / "home", scenario, "--syndicates", str(syndicates), *more)
    desk = PageFacilitator(host.url)
    people = [PageStudent(host.url, host.codes[at % syndicates], f"Person {at}") for at in range(seats)]
    try:
        await desk.enter(host.contract["facilitator"])
        await join_all(host, people, figures, storm, pace)
        await asyncio.gather(*(person.read_briefing() for person in people))
        async with real_browsers(folder, host, browsers) as pages:
            await desk.begin(syndicates)
            await asyncio.gather(*(person.sees("nobody sees it until") for person in people))
            for _ in range(rounds):
                await acts(desk, people, figures)
                await decide(people, syndicates, pages, figures, in_turn=large)
        await typing(people, figures, soak, host, desk, pace, kept)
    finally:
        await asyncio.gather(desk.close(), *(person.close() for person in people), return_exceptions=True)
        await host.stop()
    figures.complaints = host.complaints
    return figures


async def join_all(host: Host, people: list[PageStudent], figures: Figures, storm: float, pace: float) -> None:
    """One first, to tell what a seat costs beside it; the rest within so many seconds."""
    empty = host.megabytes
    await people[0].join()
    await asyncio.sleep(pace)
    first = host.megabytes
    figures.megabytes_first = first - empty
    begun = time.monotonic()

    async def later(person: PageStudent, delay: float) -> None:
        await asyncio.sleep(delay)
        own = time.monotonic()
        await person.join()
        figures.storm.append((time.monotonic() - begun) * 1000)
        figures.first_screen.append((time.monotonic() - own) * 1000)

    rest = people[1:]
    await asyncio.gather(*(later(each, storm * at / max(1, len(rest))) for at, each in enumerate(rest)))
    await asyncio.sleep(3 * pace)
    figures.megabytes_a_seat = (host.megabytes - first) / max(1, len(rest))


@contextlib.asynccontextmanager
async def real_browsers(folder: Path, host: Host, count: int) -> AsyncIterator[list[Page]]:
    """Real browsers past their briefing, from the last syndicate up, for the first may be full; or none."""
    async with contextlib.AsyncExitStack() as stack:
        pages = []
        for number in range(count if chromium() else 0):
            page = await stack.enter_async_context(browser(folder / f"browser-{number}"))
            await page.go(f"{host.url}?code={host.codes[-1 - number % len(host.codes)]}")
            await page.run(f"document.getElementById('name').value = 'Browser {number}'")
            await page.run("document.querySelector('form button').click()")
            await page.sees("The rule of the room")
            await press(page, "read_briefing")
            await page.sees("You are ready")
            pages.append(page)
        yield pages


async def press(page: Page, act: str) -> None:
    """Press the button of an act's form in a real browser."""
    form = f"document.querySelector('input[name=do][value={act}]').form"
    await page.run(f"{form}.querySelector('button').click()")


async def acts(desk: PageFacilitator, people: list[PageStudent], figures: Figures) -> None:
    """The facilitator pauses and goes on; each time to every screen."""
    for act, text in ((desk.pause, "PAUSED"), (desk.go_on, "nobody sees it until")):
        for person in people:
            person.mark()
        sent = await act()
        came = await asyncio.gather(*(person.seen_at(text) for person in people))
        figures.lost += came.count(0.0)
        figures.act += [(at - sent) * 1000 for at in came if at]
        await asyncio.sleep(0.5)


async def decide(
    people: list[PageStudent], syndicates: int, pages: list[Page], figures: Figures, in_turn: bool
) -> None:
    """Everybody chooses, the one who leads decides, everybody sees the outcome and goes on.

    ``in_turn`` a syndicate chooses once the one before has decided; else all choose at one instant.
    """
    if not in_turn:
        await asyncio.gather(*(person.choose() for person in people))
    for number in range(syndicates):
        group = people[number::syndicates]
        if in_turn:
            await asyncio.gather(*(person.choose() for person in group))
        with_them = pages[syndicates - 1 - number :: syndicates]
        for page in with_them:
            await choose_in(page)
        await decide_one(group, with_them, figures)
    await asyncio.gather(*(go_on(people[number::syndicates]) for number in range(syndicates)))
    await asyncio.sleep(1)


async def decide_one(group: list[PageStudent], pages: list[Page], figures: Figures) -> None:
    """One syndicate decides: by its leader, or each with a vote. Timed from the form to every screen."""
    await asyncio.gather(*(person.talks() for person in group))
    leader = next((person for person in group if person.form("settle")), None)
    if leader is None:
        raise AssertionError(f"nobody leads: {[person.parts['page-banner'] for person in group]}")
    # The word alone stands there since the round before: what is painted anew is another scene.
    scenes = [await page.run("document.body.dataset.scene") for page in pages]
    painting = [
        asyncio.ensure_future(page.painted("Outcome:", f"document.body.dataset.scene !== {json.dumps(scene)}"))
        for page, scene in zip(pages, scenes, strict=True)
    ]
    await asyncio.sleep(0.3)
    for person in group:
        person.mark()
    wall, begun = time.time(), time.monotonic()
    answered = await leader.do("settle", option=leader.options[0], sure="yes")
    figures.lost += answered < 0
    figures.acknowledged.append(answered)
    came = await asyncio.gather(*(person.seen_at("Outcome:") for person in group))
    figures.lost += came.count(0.0)
    figures.decision += [(at - begun) * 1000 for at in came if at]
    figures.painted += [(at - wall) * 1000 for at in await asyncio.gather(*painting)]


async def choose_in(page: Page) -> None:
    """Choose alone in a real browser, without a reason."""
    await page.until("document.querySelector('input[name=do][value=choose]')")
    await page.run("document.querySelector('input[name=option]:not(:disabled)').click()")
    await press(page, "choose")
    await page.until("!document.querySelector('input[name=do][value=choose]:not(details input)')")


async def go_on(group: list[PageStudent]) -> None:
    """News without options is laid aside by whoever leads, until there is something to choose or all is over."""
    for _ in range(12):
        found = await group[0].sees("Choose alone:", "lays it aside", "lay it aside", "AT THE END")
        if found in ("Choose alone:", "AT THE END"):
            return
        reader = next((person for person in group if person.form("acknowledge")), None)
        if reader is not None:
            await reader.do("acknowledge")
        await asyncio.sleep(0.1)
    raise AssertionError(f"{group[0].name} did not get on: {group[0].parts['page-banner']}")


async def typing(
    people: list[PageStudent], figures: Figures, soak: float, host: Host, desk: PageFacilitator, pace: float,
    kept: Path | None = None,
) -> None:  # fmt: skip
    """All type at one instant, then all in their own time, for as long as the soak lasts."""
    for number in range(LETTERS):
        figures.burst += await asyncio.gather(*(person.type(f"Half a note, {number}") for person in people))
        await asyncio.sleep(pace)
    before = lives(kept)
    begun = time.monotonic()
    end = begun + max(soak - sum(each["seconds"] for each in before), 8.0 * pace)

    async def one(person: PageStudent) -> None:
        await asyncio.sleep(int(person.name.split()[1]) / len(people) * 2 * pace)
        turn = 0
        while time.monotonic() < end:
            figures.typing.append(await person.type(f"A note that grows, {turn}"))
            turn += 1
            await asyncio.sleep(2 * pace)
            if soak and turn % 150 == int(person.name.split()[1]) % 150:
                await person.drop()
                await asyncio.sleep(1)
                await person.connect()
                figures.came_back += bool(await person.sees("page", "nobody sees it until", "PAUSED", seconds=20))

    async def weigh() -> None:
        while time.monotonic() < end:
            figures.weigh(host)
            if kept:
                life: dict[str, float] = {"seconds": round(time.monotonic() - begun), "typed": len(figures.typing)}
                life |= {"lost": figures.lost + sum(each < 0 for each in figures.typing)}
                life |= {"came_back": figures.came_back, "grown": round(figures.grown, 4)}
                kept.write_text("".join(json.dumps(each) + "\n" for each in [*before, life]), "utf-8")
            await asyncio.sleep(max(pace, soak / 100))

    async def facilitate() -> None:
        while time.monotonic() < end - 20:
            await asyncio.sleep(15)
            await desk.pause()
            await asyncio.sleep(2)
            await desk.go_on()

    await asyncio.gather(weigh(), facilitate(), *(one(person) for person in people))
    for name in ("burst", "typing"):
        got = getattr(figures, name)
        figures.lost += sum(each < 0 for each in got)
        setattr(figures, name, [each for each in got if each >= 0])


def lives(kept: Path | None) -> list[dict[str, float]]:
    """Return what the lives of hosts came to so far: seconds of soak, forms typed and lost, lines that came back."""
    return [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept and kept.exists() else []


def main() -> int:
    """Play, print, and say whether every promise held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="1,000 seats in 80 syndicates, in turn")
    parser.add_argument("--seats", type=int, default=0)
    parser.add_argument("--syndicates", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--soak", type=float, default=0.0, help="seconds")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="of the soak's lives")
    parser.add_argument("--browsers", type=int, default=2, help="seats in a real Chromium, besides")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seats = asked.seats or (1000 - asked.browsers if asked.large else 40)  # a class has room for 1,000
        syndicates = asked.syndicates or (80 if asked.large else 4)
        playing = play(
            Path(folder), seats, syndicates, asked.rounds, asked.soak, browsers=asked.browsers, large=asked.large,
            kept=asked.keep,
        )  # fmt: skip
        figures = asyncio.run(playing)
    if asked.json:
        print(json.dumps(figures.summary(), indent=2))
        return 0
    for name, values in figures.summary().items():
        print(f"{name:18} {values}")
    for number, life in enumerate(lives(asked.keep), 1):
        print(f"life {number} of the soak: {life}")
    said = verdicts(figures)
    for held, words in said:
        print(f"{'ok  ' if held else 'MISS'} {words}")
    return 0 if all(held for held, _ in said) else 1


if __name__ == "__main__":
    raise SystemExit(main())
