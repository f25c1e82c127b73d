// One seat: a terminal, the socket it hangs on, and what the page says while there is none.
"use strict";
(() => {
  const SUFFIX = document.body.dataset.suffix;
  const MINE = `?class=${encodeURIComponent(document.body.dataset.class)}`; // another class may answer here one day
  const MAX_PASTE = 16000; // characters
  const PING = 5000, LOST = 12000, PATIENT = 60000; // milliseconds
  const SHOW_AFTER = 600; // a short gap is not worth an overlay
  const GOES = { MOVED: 4001, ENDED: 4000, CRASHED: 4002, REVOKED: 4003 };
  const at = (id) => document.getElementById(id);

  const kept = {
    get: (name) => { try { return localStorage.getItem(`whitecell-${name}`); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(`whitecell-${name}`, value); } catch { /* private window */ } },
  };
  // One name for this tab: a reload is the same device, another window is not.
  const device = (() => {
    const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(16)).join("");
    try {
      const known = sessionStorage.getItem("whitecell-device") || fresh();
      sessionStorage.setItem("whitecell-device", known);
      return known;
    } catch { return fresh(); }
  })();

  // --- terminal

  const terminal = new Terminal({
    fontFamily: "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace",
    fontSize: Number(kept.get("size")) || 15,
    screenReaderMode: kept.get("reader") === "on",
    cursorBlink: false, scrollback: 0, allowProposedApi: false, drawBoldTextInBrightColors: false,
    theme: { background: "#12161b", foreground: "#e6e6e1" },
  });
  const fit = new FitAddon.FitAddon();
  terminal.loadAddon(fit);
  terminal.open(at("terminal"));
  fit.fit();

  terminal.attachCustomKeyEventHandler((event) => {
    if (event.key === "F6") {
      if (event.type === "keydown") toMenu();
      event.preventDefault();
      return false;
    }
    const command = event.ctrlKey || event.metaKey;
    if (["F5", "F11", "F12"].includes(event.key)) return false; // the browser's own
    return !(command && ["v", "V", "r", "R", "+", "-", "0", "="].includes(event.key));
  });
  terminal.onData((text) => say("key", text));
  terminal.onBinary((text) => say("key", text));
  terminal.onResize(({ cols, rows }) => say("size", cols, rows));
  terminal.textarea.addEventListener("focus", () => say("focus", true));
  terminal.textarea.addEventListener("blur", () => say("focus", false));
  at("terminal").addEventListener("paste", (event) => {
    event.preventDefault();
    event.stopPropagation();
    say("paste", (event.clipboardData ? event.clipboardData.getData("text/plain") : "").slice(0, MAX_PASTE));
  }, true);
  terminal.parser.registerOscHandler(52, (text) => {
    if (at("copy").checked) copy(decoded(text.slice(text.indexOf(";") + 1)));
    return true;
  });

  function decoded(packed) {
    try { return new TextDecoder().decode(Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0))); }
    catch { return ""; }
  }

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); return; } catch { /* only pages with TLS may */ }
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    terminal.focus();
  }

  let fitting = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(fitting);
    fitting = requestAnimationFrame(() => fit.fit());
  }).observe(at("terminal"));

  // --- menu

  function toMenu() {
    at("menu").open = true;
    at("menu").querySelector("summary").focus();
  }
  function toTerminal() {
    at("menu").open = false;
    terminal.focus();
  }
  at("menu").addEventListener("keydown", (event) => {
    if (event.key !== "F6" && event.key !== "Escape") return;
    event.preventDefault();
    toTerminal();
  });
  at("reader").checked = terminal.options.screenReaderMode;
  at("reader").addEventListener("change", () => {
    terminal.options.screenReaderMode = at("reader").checked;
    kept.set("reader", at("reader").checked ? "on" : "off");
  });
  at("copy").checked = kept.get("copy") === "on";
  at("copy").addEventListener("change", () => kept.set("copy", at("copy").checked ? "on" : "off"));
  function letters(change) {
    terminal.options.fontSize = Math.min(40, Math.max(8, terminal.options.fontSize + change));
    kept.set("size", String(terminal.options.fontSize));
    fit.fit();
  }
  at("smaller").addEventListener("click", () => letters(-1));
  at("larger").addEventListener("click", () => letters(1));

  // --- what the page says

  let showing = 0;
  function cover(text, { button = "", join = false, after = 0 } = {}) {
    clearTimeout(showing);
    const show = () => {
      at("says").textContent = text;
      at("again").hidden = !button;
      at("again").textContent = button;
      at("join").hidden = !join;
      at("overlay").hidden = false;
      if (button) at("again").focus(); else if (join) at("join").focus();
    };
    at("state").textContent = text;
    if (after) showing = setTimeout(show, after); else show();
  }
  function uncover() {
    clearTimeout(showing);
    at("overlay").hidden = true;
    at("state").textContent = "Connected";
    terminal.focus();
  }

  // --- socket

  let socket = null, tries = 0, retry = 0, heard = 0, patience = LOST, force = false, done = false;

  function say(...words) {
    if (socket && socket.readyState === WebSocket.OPEN && socket.greeted) socket.send(JSON.stringify(words));
  }

  function connect() {
    clearTimeout(retry);
    done = false;
    heard = Date.now();
    patience = LOST;
    const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws${SUFFIX}${MINE}`);
    socket = mine;
    mine.binaryType = "arraybuffer";
    mine.addEventListener("open", () => hello(mine));
    mine.addEventListener("message", ({ data }) => {
      if (mine !== socket) return;
      heard = Date.now();
      if (typeof data === "string") listen(mine, JSON.parse(data));
      else terminal.write(new Uint8Array(data));
    });
    mine.addEventListener("close", (event) => { if (mine === socket) lost(event.code, event.reason); });
  }

  function hello(mine) {
    mine.send(JSON.stringify(["hello", device, terminal.cols, terminal.rows, force]));
    mine.greeted = true;
    force = false;
  }

  function listen(mine, { type, ...words }) {
    if (type === "here") {
      tries = 0;
      patience = LOST;
      terminal.options.theme = { ...terminal.options.theme, background: words.background };
      document.querySelector("meta[name=theme-color]").content = words.background;
      document.body.style.background = words.background;
      uncover();
      say("size", terminal.cols, terminal.rows); // it may have changed while we waited
    } else if (type === "waiting") {
      patience = PATIENT;
      cover("Your seat is being made ready …", { after: SHOW_AFTER });
    } else if (type === "taken") {
      patience = PATIENT * 60;
      mine.greeted = false;
      cover("This seat is open on another device or in another window. Use it here instead?", { button: "Use it here" });
    } else if (type === "link") {
      if (/^https?:\/\//i.test(words.url) && confirm(`Open this page in a new tab?\n\n${words.url}`)) {
        window.open(words.url, "_blank", "noopener,noreferrer");
      }
    } else if (type === "file") {
      const link = document.createElement("a");
      link.href = `/file${SUFFIX}/${encodeURIComponent(words.key)}`;
      link.download = words.name;
      link.click();
    }
  }

  function lost(code, reason) {
    socket = null;
    done = true;
    if (code === GOES.MOVED) return cover("This seat is now used elsewhere.", { button: "Use it here" });
    if (code === GOES.REVOKED) return gone();
    if (code === GOES.ENDED) {
      return cover(reason || "You left the screen. Your seat is kept for you.", { button: "Come back" });
    }
    if (code === GOES.CRASHED) {
      return cover("The screen of this seat failed. Nothing that you decided is lost.", { button: "Open it again" });
    }
    done = false;
    cover("Reconnecting …", { after: tries ? 0 : SHOW_AFTER });
    const pause = Math.min(8000, 400 * 2 ** tries++) * (0.7 + Math.random() * 0.6);
    retry = setTimeout(again, pause);
  }

  async function again() {
    try {
      const answer = await fetch(`/alive${SUFFIX}${MINE}`, { cache: "no-store", signal: AbortSignal.timeout(LOST) });
      if (answer.status === 403) return gone();
      if (answer.status === 409) return waiting();
    } catch { /* no network yet: the socket will say the same */ }
    connect();
  }

  function waiting() { // the seat is kept, and its class may come back at any time
    cover("Another class answers here; waiting for yours. Your seat is kept.");
    retry = setTimeout(again, PING);
  }

  function gone() {
    done = true;
    terminal.reset(); // whoever sits here now sees nothing of it
    cover("This seat is no longer yours. Join again with the code of your syndicate.", { join: true });
  }

  function silent() { // a line that says nothing any more, as after a sleep, is none
    if (!socket || Date.now() - heard <= patience) return;
    const old = socket;
    lost(0, "");
    old.close();
  }

  function hurry() {
    silent();
    if (!done && !socket) { tries = 0; clearTimeout(retry); again(); }
  }
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });
  at("again").addEventListener("click", () => {
    if (socket && socket.readyState === WebSocket.OPEN) {
      force = true;
      hello(socket);
    } else {
      force = true;
      tries = 0;
      connect();
    }
  });

  setInterval(() => {
    silent();
    if (socket && socket.readyState === WebSocket.OPEN) socket.send('["ping"]');
  }, PING);

  connect();
})();
