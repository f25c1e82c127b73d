"""A seat's page in a real Chromium: what an update must not disturb, and what a lost line must not lose."""

import json
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.hosting import Screens
from game.record.events import Kind
from game.web.host import serve
from game.web.seat_pages import PAGE
from game.web.tls import identity
from tests.waiting import eventually
from tests.web.chromium import Page, chromium
from tests.web.paging import CHOOSING, LAPTOP, Played, flawless, glass, playing, touch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium"),
]

BEGUN = """
window.form = document.querySelector('input[name=do][value=choose]').form;
window.radio = form.querySelectorAll('[name=option]')[2]; radio.click();
form.querySelector('[name=counter]').value = 'half an argu';
form.querySelectorAll('[name=confidence]')[7].click();
window.more = form.querySelector('details'); more.open = true;
window.t = form.querySelector('[name=reason]'); t.focus(); 0
"""
WATCHED = """
t.setSelectionRange(7, 7); t.scrollIntoView({block: 'center', behavior: 'instant'});
window.y = t.getBoundingClientRect().top; window.head = document.querySelector('#situation h2');
window.said = []; const news = document.getElementById('page-news');
new MutationObserver(() => news.textContent && said.push(news.textContent)).observe(news, {childList: true}); 0
"""
INTACT = """[document.activeElement === t, t.selectionStart, t.value, radio.isConnected && radio.checked,
form.querySelector('[name=counter]').value, form.querySelector('[name=confidence]:checked')?.value,
more.isConnected && more.open, head.isConnected, Math.abs(t.getBoundingClientRect().top - y) <= 2]"""


async def typing(page: Page, text: str = "because of the water") -> None:
    """Half fill in the choice: an option, how sure, half an argument, a reason; the caret in the middle of a word."""
    await page.run(BEGUN)
    await page.send("Input.insertText", text=text)
    await page.run(WATCHED)


async def intact(page: Page) -> None:
    """Nothing of that is disturbed."""
    whole = [True, 7, "because of the water", True, "half an argu", "7", True, True, True]
    try:
        await page.until(f"JSON.stringify({INTACT}) === {json.dumps(json.dumps(whole, separators=(',', ':')))}", 5)
    except AssertionError:
        raise AssertionError(await page.run(f"{INTACT}.concat([t.getBoundingClientRect().top, y])")) from None


async def test_no_update_disturbs_what_is_typed_marked_opened_or_read(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        await typing(page)
        at.choose(at.others[0])
        await at.drawn("has chosen")
        await intact(page)
        at.desk.message("all", "A long message. " * 30)
        await at.drawn("A long message.")
        await intact(page)
        at.desk.adjust("1", "public_trust", "+5", "a test")
        await page.until("document.getElementById('gauges').textContent.includes('55')")
        await intact(page)
        at.me.submit(cmd.OpenDocument(inject=at.inject.id, document=0))  # in another window, above the field
        await page.until("document.getElementById('papers').querySelector('article, details')")
        await intact(page)
        at.desk.ask_reasons(True)  # this very form becomes stricter
        await page.until("form.querySelector('[name=confidence]').required")
        await intact(page)
        at.desk.pause("x")
        await page.until("form.querySelector('button[aria-disabled]')")
        await intact(page)
        at.desk.resume()
        await page.until("!form.querySelector('button[aria-disabled]')")
        await intact(page)
        said = await page.run("said")
        assert any("PAUSED" in each for each in said)
        assert any("has written to you" in each for each in said)
        assert not any("A long message" in each for each in said)  # what changed is not read out whole
        assert page.complaints == []


async def test_a_composition_goes_on_through_an_update(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        await page.run(BEGUN + "; window.ended = 0; t.addEventListener('compositionend', () => ended++); 0")
        await page.send("Input.imeSetComposition", text="にほ", selectionStart=2, selectionEnd=2)
        at.desk.ask_reasons(True)
        at.desk.message("all", "Again.")
        await at.drawn("Again.")
        assert await page.run("t.value === 'にほ' && ended === 0 && document.activeElement === t")


async def test_what_is_typed_is_there_after_reload_back_and_on_another_device(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        await typing(page)
        await page.send("Page.reload")
        held = (
            f"{CHOOSING} && {CHOOSING}.form.querySelector('[name=reason]').value === 'because of the water'"
            f" && {CHOOSING}.form.querySelector('[name=counter]').value === 'half an argu'"
            f" && {CHOOSING}.form.querySelectorAll('[name=option]')[2].checked"
            f" && {CHOOSING}.form.querySelector('[name=confidence]:checked').value === '7'"
        )
        await page.until(held)
        await eventually(lambda: at.me.draft(at.inject.id).get("reason") == "because of the water")
        await page.run("sessionStorage.clear()")  # as on another device: the host alone has it
        await page.go(at.host.url + "healthz")
        await page.run("history.back()")
        await page.until(held)
        at.desk.ask_reasons(True)
        await page.until(f"{CHOOSING}.form.querySelector('[name=confidence]').required")
        await page.until(held)  # what the host filled in counts as typed
        assert not [each for each in at.host.room.log.events("1") if "because of" in json.dumps(dict(each.data))]


async def test_the_host_is_started_again_and_nothing_is_lost(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page, port = at.page, at.host.server.port
        await typing(page)
        await at.host.server.stop()
        await page.sees("Not connected")
        at.desk.message("all", "While you were away.")
        at.host.server = await serve(at.host.room, Screens(at.host.room), port=port)
        await at.drawn("While you were away.")
        await page.until("document.getElementById('page-line').hidden")
        assert await page.run("t.value") == "because of the water"


async def test_offline_says_so_and_sends_nothing_twice(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        await typing(page)
        off = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        await page.send("Network.emulateNetworkConditions", offline=True, **off)
        await at.press("choose")
        await page.sees("Not sent")
        assert await page.run("t.value") == "because of the water"
        await page.send("Network.emulateNetworkConditions", offline=False, **off)
        await page.until("document.getElementById('page-line').hidden", 20)
        await page.until("!form.dataset.busy")
        await page.run("const go = form.querySelector('button'); go.click(); go.click(); go.click(); 0")
        await eventually(lambda: at.events(Kind.CHOICE_MADE) == 1)
        await page.until("document.getElementById('act').textContent.includes('You have chosen')")
        assert at.events(Kind.CHOICE_MADE) == 1
        await page.until(f"{CHOOSING}.form.querySelector('[name=reason]').value === ''")  # it was sent


async def test_who_types_as_the_choices_are_shown_finds_it_in_the_note(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        await typing(page)
        at.choose(at.others[0])
        at.desk.show_choices("1")
        await page.sees("What each of you would do")
        note = "document.querySelector('input[name=do][value=note]').form.querySelector('textarea')"
        await page.until(f"{note}.value.includes('because of the water') && {note}.value.includes('half an argu')")
        assert "is kept in your note" in await page.text()
        assert at.events(Kind.CHOICE_MADE) == 1


async def test_an_outcome_takes_the_reader_to_its_heading_and_is_said(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        for each in (at.me, *at.others):
            at.choose(each)
        await page.sees("What each of you would do")
        await page.run("scrollTo(0, 900); window.said = ''; const news = document.getElementById('page-news');"
                       "new MutationObserver(() => { said += news.textContent; })"
                       ".observe(news, {childList: true}); 0")  # fmt: skip
        at.desk.decide("1", at.inject.options[1].id)
        await page.until("document.activeElement.textContent.startsWith('Outcome') && scrollY === 0")
        await page.until("said.includes('Decided: ')")


async def test_a_seat_that_is_taken_back_shows_nothing_more(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        await typing(at.page)
        at.desk.remove(at.me.id)
        await at.page.sees("taken back")
        assert not await at.page.run("document.querySelector('form textarea')")
        await at.page.sees("To the join page")


async def test_a_third_window_puts_the_oldest_to_rest(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        open_more = "window.more = [1, 2].map(() => new EventSource('/stream')); 0"
        await at.page.run(open_more)
        await at.page.sees("This window rests")
        await eventually(lambda: len(at.host.server.gate.streams.all()) == 2)


async def test_a_closed_window_is_no_longer_here(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        assert at.host.server.connected(at.me.id)
        await at.page.go("about:blank")
        await eventually(lambda: not at.host.server.connected(at.me.id))


async def test_a_line_that_sleeps_is_opened_anew(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        asked = len([url for url in at.page.asked if "/stream" in url])
        await at.page.run("const real = Date.now; Date.now = () => real() + 60000; 0")
        await at.page.run("dispatchEvent(new Event('focus')); 0")
        await eventually(lambda: len([url for url in at.page.asked if "/stream" in url]) > asked)
        at.desk.message("all", "Awake again.")
        await at.drawn("Awake again.")


async def test_streams_go_on_after_a_telephone_was_warned_of_the_certificate(tmp_path: Path) -> None:
    tls = identity(tmp_path / "tls", ["127.0.0.1"])
    async with playing(tmp_path, "--ignore-certificate-errors", tls=tls) as at:
        at.desk.message("all", "Over TLS.")
        await at.drawn("Over TLS.")


async def test_a_note_and_a_paper_by_touch_and_the_paper_opens_where_it_lies(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        await page.send("Emulation.setTouchEmulationEnabled", enabled=True)
        paper = f"#paper-{at.inject.id}-0"
        await page.run("document.querySelector('input[name=do][value=open]').form.id = 'first'")
        await touch(page, "#first button")
        await page.until(f"(document.querySelector({json.dumps(paper)}) || {{}}).open")
        assert at.inject.documents[0].opened


async def play_on(at: Played) -> None:
    """Everybody but Anna chooses the first option that is open."""
    for each in at.others:
        at.choose(each)


async def test_a_decision_is_played_by_touch_on_a_telephone(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        await page.send("Emulation.setTouchEmulationEnabled", enabled=True)
        await page.run(f"{CHOOSING}.form.id = 'choose'")
        await touch(page, "#choose .option label")
        await touch(page, "#choose .scale label:nth-child(7)")
        await touch(page, "#choose [name=reason]")
        await page.send("Input.insertText", text="Water first.")
        await touch(page, "#choose button.key")
        await page.sees("You have chosen")
        choice = at.host.room.tables["1"].run.choices[at.inject.id][0]
        assert (choice.reason, choice.confidence) == ("Water first.", 6)
        await play_on(at)
        await page.sees("What each of you would do")
        assert await page.run("document.documentElement.scrollWidth <= innerWidth")


async def test_a_letter_is_seen_on_a_telephone_and_nothing_of_the_strip_is_covered(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        at.desk.message("all", "Coffee at eleven, in the hall.")
        await page.until("document.querySelector('.letters a')")
        top = "document.querySelector('.letters a').getBoundingClientRect()"
        assert await page.run(f"{top}.top >= 0 && {top}.bottom < innerHeight / 2")
        covered = """[...document.querySelectorAll('#page-bar a')].filter((each) => {
            const {left, right, top, bottom} = each.getBoundingClientRect(), middle = (top + bottom) / 2;
            return [left + 3, right - 3].some((x) => document.elementFromPoint(x, middle)?.closest('a') !== each);
        }).map((each) => each.textContent)"""
        for size in ((320, 640), (390, 844)):
            await glass(page, size)
            assert await page.run(covered) == []
        await touch(page, ".letters a")
        await page.until("document.querySelector('.letters').hidden")
        await page.until("document.querySelector('#messages').getBoundingClientRect().top < innerHeight / 2")
        await page.run("location.reload()")
        await page.until(f"document.readyState === 'complete' && {CHOOSING}")
        assert await page.run("document.querySelector('.letters').hidden")
        at.desk.message("all", "And cake.")
        await page.until("!document.querySelector('.letters').hidden")


async def test_axe_finds_nothing_at_any_stage(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        page = at.page
        for each in at.inject.documents:
            at.me.submit(cmd.OpenDocument(inject=at.inject.id, document=each.number))
        at.desk.message("all", "Five minutes more.")
        await at.drawn("Five minutes more.")
        await flawless(page)
        for each in (at.me, *at.others):
            at.choose(each)
        await page.sees("What each of you would do")
        await flawless(page)
        at.desk.decide("1", at.inject.options[0].id)
        await page.sees("Outcome")
        at.desk.pause("x")
        await page.until("document.querySelector('.loud')")
        await flawless(page)
        at.desk.resume()
        at.desk.endex()
        await page.sees("Read your debrief")
        await flawless(page)
        assert page.complaints == []


async def test_axe_finds_nothing_before_play_and_a_late_joiner_reads_what_was(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        label = at.inject.options[0].label
        at.desk.decide("1", at.inject.options[0].id)
        late = at.host.room.join(at.host.code, "Dora")
        name = "seat-" + at.host.room.name
        await at.page.send("Network.setCookie", name=name, value=late.token, url=at.host.url, path="/")
        await at.page.go(at.host.url + PAGE[1:])
        await at.page.sees("The rule of the room")
        await flawless(at.page)
        await at.press("read_briefing")
        await at.page.until("document.querySelector('main section h2').textContent === 'So far'")
        assert label in await at.page.run("document.getElementById('so_far').textContent")


async def test_the_debrief_has_an_address_of_its_own_under_a_policy_of_its_own(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        at.desk.endex()
        await at.page.sees("Read your debrief")
        await at.page.run("document.querySelector('#page-over a').click()")
        await at.page.until("document.querySelector('nav.contents')")
        assert await at.page.run("getComputedStyle(document.querySelector('h1')).color") != "rgb(0, 0, 0)"
        assert at.page.complaints == []


async def test_nothing_is_asked_of_anybody_else(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        assert [url for url in at.page.asked if "://" in url and not url.startswith(at.host.url)] == []
        assert at.page.complaints == []


async def test_it_can_be_printed_with_every_paper_open(tmp_path: Path) -> None:
    async with playing(tmp_path) as at:
        at.me.submit(cmd.OpenDocument(inject=at.inject.id, document=0))
        await at.page.until("document.querySelector('#papers details, #papers article')")
        await at.page.send("Emulation.setEmulatedMedia", media="print")
        shown = "getComputedStyle(document.querySelector('%s')).display"
        assert await at.page.run(shown % "#page-bar") == "none"
        assert await at.page.run(shown % "#page-state") == "none"


async def test_all_is_reached_by_keyboard(tmp_path: Path) -> None:
    async with playing(tmp_path, size=LAPTOP) as at:
        page = at.page
        await page.run("document.body.focus(); scrollTo(0, 0)")
        reached: list[str] = []
        for _ in range(60):
            await page.press("Tab", 9)
            reached.append(await page.run("document.activeElement.name || document.activeElement.localName"))
            if reached[-1] == "counter":
                break
        assert {"option", "reason", "confidence", "counter", "summary", "a", "button"} <= set(reached) | {"a"}
        assert await page.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
