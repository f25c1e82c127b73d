"""A real Chromium, driven over its DevTools protocol: as much of it as these tests need."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--mute-audio",
    "--remote-debugging-port=0", "--window-size=1200,800", "--lang=en",
)  # fmt: skip


def chromium() -> str:
    """Where it is; nothing where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


class Page:
    """One tab."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self._ws, self._next = ws, 0
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.complaints: list[str] = []
        """What the browser wrote on its console: errors, and what the content policy stopped."""
        self.asked: list[str] = []
        """Every address it asked for."""
        self._reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        async for message in self._ws:
            heard = json.loads(message.data)
            if "id" in heard:
                self._waiting.pop(heard["id"]).set_result(heard)
                continue
            words = heard.get("params", {})
            match heard.get("method"):
                case "Runtime.exceptionThrown":
                    self.complaints.append(str(words["exceptionDetails"])[:500])
                case "Log.entryAdded" if words["entry"]["level"] == "error":
                    self.complaints.append(json.dumps(words["entry"])[:2000])
                case "Network.requestWillBeSent":
                    self.asked.append(words["request"]["url"])
                case "Network.webSocketCreated":
                    self.asked.append(words["url"])
                case "Page.javascriptDialogOpening":
                    self._dismissing = asyncio.ensure_future(self.send("Page.handleJavaScriptDialog", accept=False))

    async def send(self, method: str, **words: Any) -> dict[str, Any]:
        self._next += 1
        self._waiting[self._next] = asyncio.get_running_loop().create_future()
        waiting = self._waiting[self._next]
        await self._ws.send_json({"id": self._next, "method": method, "params": words})
        answer = await asyncio.wait_for(waiting, 30)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer.get("result", {})

    async def begin(self) -> None:
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.send(f"{domain}.enable")

    async def go(self, url: str) -> None:
        await self.send("Page.navigate", url=url)
        await self.until("document.readyState === 'complete'")

    async def run(self, script: str) -> Any:
        """Run a script; its value (a promise is waited for)."""
        done = await self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            raise RuntimeError(str(done["exceptionDetails"])[:800])
        return done["result"].get("value")

    async def until(self, script: str, seconds: float = 15.0) -> None:
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(RuntimeError):
                if await self.run(f"Boolean({script})"):
                    return
            if time.monotonic() > end:
                raise AssertionError(f"not so within {seconds} s: {script}\n{await self.text()}\n{self.complaints}")
            await asyncio.sleep(0.05)

    async def text(self) -> str:
        """What stands on the page; of a terminal, its rows."""
        return str(
            await self.run(
                "(document.body ? document.body.innerText : '') + '\\n' + "
                "[...document.querySelectorAll('.xterm-rows > div')].map((row) => row.textContent).join('\\n')"
            )
        ).replace("\xa0", " ")

    async def sees(self, text: str, seconds: float = 15.0) -> None:
        end, seen = time.monotonic() + seconds, ""
        while True:
            with contextlib.suppress(RuntimeError):  # one page is just giving way to another
                seen = await self.text()
            if text in seen:
                return
            if time.monotonic() > end:
                raise AssertionError(f"no {text!r} within {seconds} s:\n{seen}\n{self.complaints}")
            await asyncio.sleep(0.05)

    async def type(self, text: str) -> None:
        """Press keys that have a letter."""
        for letter in text:
            code = {"keyDown": letter, "keyUp": letter}
            for kind in code:
                words = {"type": kind, "key": letter, "text": letter if kind == "keyDown" else ""}
                await self.send("Input.dispatchKeyEvent", **words, windowsVirtualKeyCode=ord(letter.upper()))

    async def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key that has a name: ``press("Tab", 9)``; with a text, one that makes a sign too."""
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        for words in (down, {"type": "keyUp"}):
            await self.send("Input.dispatchKeyEvent", key=key, code=key, windowsVirtualKeyCode=code, **words)

    async def painted(self, text: str, holds: str = "true") -> float:
        """Wait until a text stands on the page, something holds, and it was painted; the wall time then, in s."""
        look = (
            "new Promise((done) => { const look = () => {"
            f"(document.body.textContent.includes({json.dumps(text)}) && {holds})"
            " ? requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now())))"
            " : requestAnimationFrame(look); }; look(); })"
        )
        return float(await self.run(look)) / 1000

    async def picture(self, path: Path) -> None:
        shot = await self.send("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))

    async def close(self) -> None:
        await self._ws.close()
        await self._reading


@contextlib.asynccontextmanager
async def browser(folder: Path, *switches: str) -> AsyncIterator[Page]:
    """Start a browser with an empty profile in this folder; its first tab."""
    profile = folder / "profile"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "DevToolsActivePort").unlink(missing_ok=True)
    command = [chromium(), *SWITCHES, *switches, f"--user-data-dir={profile}", "about:blank"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env={**os.environ, "HOME": str(folder)}, **quiet)
    try:
        async with aiohttp.ClientSession() as session:
            port = await _port(profile / "DevToolsActivePort")
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                tab = next(each for each in await answer.json() if each["type"] == "page")
            page = Page(await session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0))
            await page.begin()
            yield page
            await page.close()
    finally:
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, 10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def _port(file: Path) -> int:
    for _ in range(400):
        lines = file.read_text().splitlines() if file.exists() else []
        if len(lines) >= 2:
            return int(lines[0])
        await asyncio.sleep(0.05)
    raise AssertionError("the browser did not start")
