"""The YAML language server as an editor drives it: JSON-RPC over its standard streams."""

from __future__ import annotations

import itertools
import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WAIT = 60
"""Seconds for an answer: a busy machine starts Node slowly."""


class LanguageServer:
    """One server process; texts are opened as files of a folder."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.folder = folder
        self.ids = itertools.count(1)
        self.names = itertools.count(1)
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        self.inbox: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "capabilities": {
                    "textDocument": {
                        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                    "workspace": {"configuration": True},
                },
            },
        )
        self.notify("initialized", {})

    # --- what an editor does

    def diagnostics(self, *texts: str) -> list[list[tuple[int, int, str]]]:
        """Open texts; return of each the line and column (from 1) and message of everything that is marked in it.

        All are opened before the first answer is waited for: the server lets some time pass after each change.
        """
        marks: dict[str, list[tuple[int, int, str]] | None] = {self._open(text): None for text in texts}
        while None in marks.values():
            said = self._next()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] in marks:
                marks[said["params"]["uri"]] = [
                    (each["range"]["start"]["line"] + 1, each["range"]["start"]["character"] + 1, each["message"])
                    for each in said["params"]["diagnostics"]
                ]
        for uri in marks:
            self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        return [found for found in marks.values() if found is not None]

    def completions(self, text: str) -> dict[str, str]:
        """Return what is offered at the sign ``│`` in a text: label to help."""
        items = self._at("textDocument/completion", text)["items"]
        return {each["label"]: _words(each.get("documentation")) for each in items}

    def inserted(self, text: str) -> dict[str, str]:
        """Return what is written for each thing that is offered at ``│``: label to text, with ``$1`` for stops."""
        return {each["label"]: each["insertText"] for each in self._at("textDocument/completion", text)["items"]}

    def hover(self, text: str) -> str:
        """Return the help that is shown at the sign ``│`` in a text."""
        return _words((self._at("textDocument/hover", text) or {}).get("contents"))

    def _open(self, text: str) -> str:
        """Open a text as a file of its own, for what is said of one that was closed may still be on its way."""
        uri = (self.folder / f"s{next(self.names)}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def _at(self, method: str, text: str) -> Any:
        before, _, after = text.partition("│")
        uri = self._open(before + after)
        lines = before.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        answer = self.request(method, {"textDocument": {"uri": uri}, "position": position})
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        return answer

    # --- the protocol

    def request(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and return what is answered."""
        id = next(self.ids)
        self._send({"id": id, "method": method, "params": params})
        while True:
            said = self._next()
            if said.get("id") == id and "method" not in said:
                assert "error" not in said, said
                return said["result"]

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Send what needs no answer."""
        self._send({"method": method, "params": params})

    def close(self) -> None:
        """Stop the server."""
        self.process.kill()
        self.process.wait()

    def _send(self, said: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **said}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        """The next message of the server; what it asks of its editor is answered on the way."""
        while True:
            said = self.inbox.get(timeout=WAIT)
            if "method" not in said or "id" not in said:
                return said
            answer = None
            if said["method"] == "workspace/configuration":
                answer = [_SETTINGS.get(each.get("section", "")) for each in said["params"]["items"]]
            self._send({"id": said["id"], "result": answer})

    def _listen(self) -> None:
        for said in _messages(self.process):
            self.inbox.put(said)


_SETTINGS: dict[str, Any] = {
    # Nothing is fetched: only the schema that a text's first line names.
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
}


def _messages(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    while head := process.stdout.readline():
        length = 0
        while head.strip():
            if head.lower().startswith(b"content-length:"):
                length = int(head.split(b":")[1])
            head = process.stdout.readline()
        yield json.loads(process.stdout.read(length))


def _words(help: Any) -> str:
    """Help of any form of the protocol as text."""
    if isinstance(help, dict):
        return str(help.get("value", ""))
    if isinstance(help, list):
        return "\n".join(_words(each) for each in help)
    return str(help or "")
