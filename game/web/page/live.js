// The page of a seat or of a desk, kept up to date. Without this script every form and every link works all the same.
// Updates come as {parts: {id: html}, order, say, scene, title, clock, clocks, over}; idiomorph changes what differs.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const HERE = document.body.dataset; // where this page's stream, forms and drafts are
  const MINE = `class=${encodeURIComponent(document.body.dataset.class)}`;
  const RECONNECT = [500, 1000, 2000, 4000, 8000];
  const SILENT = 40000; // without a beat for so long a line is dead, though it looks open
  const ASLEEP = 20000; // and for so long after a sleep
  const DRAFT_EVERY = 1000;
  const GIVEN_UP = 5; // tries, over some 15 s: who serves one person alone has ended by then, and nobody starts it again for them
  let stream = null, heard = 0, tries = 0, over = false, timer = 0, wanted = "", sending = 0;

  // ---- an update must not disturb whoever types, reads or listens

  const marks = (field) => field.type === "radio" || field.type === "checkbox";
  const typed = (field) => field.matches("textarea, input:not([type=hidden])")
    && (marks(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
  const touched = (form) => [...form.elements].some(typed);
  const kept = (form) => form && "keep" in form.dataset;

  function morph(part, html) {
    Idiomorph.morph(part, html, {
      morphStyle: "innerHTML", // not ignoreActiveValue: it leaves a heading that has the focus as it was, text and all
      callbacks: {
        beforeAttributeUpdated: (name, node) => !(
          (name === "open" && node.localName === "details")
          || (name === "aria-disabled" && node.form && node.form.dataset.busy)
          || ((name === "value" || name === "checked") && node.type !== "hidden" && kept(node.form) && touched(node.form))),
        beforeNodeMorphed: (from) => !(from.localName === "textarea" && typed(from)),
      },
    });
  }

  function arrange(order) {
    for (const side of [false, true]) {
      const column = at(side ? "page-side" : "page-column");
      const here = order.filter((each) => each[2] === side);
      const ids = new Set(here.map(([id]) => id));
      for (const each of [...column.children]) if (!ids.has(each.id)) each.remove();
      here.forEach(([id, name], place) => {
        let part = at(id);
        if (!part || part.parentElement !== column) {
          part = document.createElement("section");
          part.id = id;
        }
        part.setAttribute("aria-label", name);
        if (column.children[place] !== part) column.insertBefore(part, column.children[place] || null);
      });
    }
  }

  function take(told) {
    const where = anchor();
    const writing = [...document.querySelectorAll("form[data-keep] textarea")].filter((each) => typed(each) && each.value.trim());
    if (told.order) arrange(told.order);
    for (const [id, html] of Object.entries(told.parts || {})) if (at(id)) morph(at(id), html);
    const paper = wanted && at(wanted);
    if (paper && paper.localName === "details") {
      paper.open = true;
      wanted = "";
      paper.querySelector("summary").focus({preventScroll: true});
    }
    letters();
    if ("title" in told) document.title = told.title;
    if ("over" in told) at("page-over").hidden = !told.over;
    if ("clock" in told) clock(told.clock);
    if ("clocks" in told) count(told.clocks);
    else recount();
    if (told.say) say(told.say);
    rescue(writing.filter((each) => !each.isConnected && !at(each.id)));
    if (told.scene !== undefined && told.scene !== document.body.dataset.scene) {
      document.body.dataset.scene = told.scene;
      turn(told.first);
    } else hold(where);
  }

  // The form went away under somebody's hands: what they had written goes into their note.
  function rescue(lost) {
    const note = document.querySelector("input[name=do][value=note]");
    const box = note && note.form.querySelector("textarea");
    if (!lost.length || !box || sending) return;
    box.value = [box.value, ...lost.map((each) => each.value)].filter(Boolean).join("\n");
    if (box.closest("details")) box.closest("details").open = true;
    remember(box.form);
    complain("This is no longer on the table: what you were writing was not sent. It is kept in your note at the foot of the page.");
  }
  function complain(text, field = "") {
    const said = at("page-said");
    said.textContent = text;
    said.hidden = !text;
    const wrong = field && at(field);
    if (wrong) wrong.focus();
  }

  // What is being read stays where it is on the glass, whatever grew above it.
  function anchor() {
    const y = at("page-state").getBoundingClientRect().bottom;
    for (const node of document.querySelectorAll("main h2, main h3, main p, main li, main summary, main label")) {
      const top = node.getBoundingClientRect().top;
      if (node.offsetParent && top >= y) return {node, top};
    }
    return null;
  }
  function hold(where) {
    if (!where || !where.node.isConnected || scrollY <= 0) return;
    const moved = where.node.getBoundingClientRect().top - where.top;
    if (Math.abs(moved) > 1) scrollBy({top: moved, behavior: "instant"});
  }

  // Something else is on the table: whoever does not type is taken to its heading; whoever types is told, and stays.
  function turn(first) {
    const active = document.activeElement;
    if (active && active.matches("textarea, input:not([type=radio]):not([type=checkbox])") && typed(active)) {
      return say("There is something new above.");
    }
    const part = (first && at(first)) || document.querySelector("main section");
    const head = part && part.querySelector("h2[tabindex]");
    scrollTo({top: 0, behavior: "instant"});
    if (head) head.focus({preventScroll: true});
  }

  function say(text) {
    const news = at("page-news");
    news.textContent = "";
    setTimeout(() => { news.textContent = text; }, 50);
  }

  // ---- the soft time

  let until = 0, runs = false, saidUp = false;
  function clock(given) {
    const time = at("page-time");
    time.hidden = !given;
    if (!given) return;
    until = Date.now() + given.left * 1000;
    runs = given.runs;
    saidUp = given.left <= 0;
    time.dataset.left = given.left;
    tick();
  }
  function tick() {
    const time = at("page-time");
    if (time.hidden) return;
    const left = runs ? Math.round((until - Date.now()) / 1000) : Number(time.dataset.left);
    const shown = left < 60 ? left : Math.ceil(left / 10) * 10;
    const words = left <= 0 ? "time is up" : `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")} left`;
    if (time.textContent !== words) time.textContent = words;
    if (left <= 0 && !saidUp) {
      saidUp = true;
      say("Time is up: finish the thought. Nothing happens by itself.");
    }
  }

  // ---- the clocks of a desk: {syndicate: {waited, left, runs}}, and under no name {spent, runs}

  let clocks = JSON.parse(HERE.clocks || "null"), counted = Date.now();
  const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  function count(given) {
    clocks = given;
    counted = Date.now();
    recount();
  }
  function recount() {
    if (!clocks) return;
    const gone = (Date.now() - counted) / 1000;
    for (const each of document.querySelectorAll("[data-of]")) {
      const its = clocks[each.dataset.of], more = its && its.runs ? gone : 0, said = [];
      if (its && its.spent !== undefined) said.push(`exercise ${minutes(its.spent + more)}`);
      if (its && its.waited !== undefined) said.push(`waits ${minutes(its.waited + more)}`);
      if (its && typeof its.left === "number") said.push(its.left - more <= 0 ? "time is up" : `${minutes(its.left - more)} left`);
      const words = said.join(" · ");
      if (each.textContent !== words) each.textContent = words;
    }
  }

  // ---- the line to the host

  function line(text) {
    const box = at("page-line");
    if (box.hidden !== !text || box.textContent !== text) {
      box.textContent = text;
      box.hidden = !text;
      if (text) say(text);
    }
  }
  function gone() { // whoever sits here now sees nothing of it
    over = true;
    clearTimeout(timer);
    if (stream) stream.close();
    for (const id of ["page-column", "page-side", "page-bar", "page-head", "page-banner"]) at(id).replaceChildren();
    at("page-time").hidden = true;
    at("page-said").hidden = true;
    forget();
    line(HERE.gone);
    if (!HERE.door) return;
    const link = document.createElement("a");
    link.href = "/";
    link.className = "button";
    link.textContent = HERE.door;
    at("page-column").append(link);
  }
  function open() {
    clearTimeout(timer);
    if (stream) stream.close();
    heard = Date.now();
    const mine = stream = new EventSource(`${HERE.stream}${HERE.stream.includes("?") ? "&" : "?"}${MINE}&have=${encodeURIComponent(document.body.dataset.stamp)}`);
    const live = () => { heard = Date.now(); tries = 0; line(""); };
    mine.onopen = () => { live(); later(); };
    mine.addEventListener("beat", live);
    mine.addEventListener("over", (event) => {
      mine.close();
      if (event.data === "revoked") return again();
      over = true;
      line("This window rests: it is open in others. Load the page anew to have it here.");
    });
    mine.onmessage = (event) => {
      if (mine !== stream) return;
      live();
      document.body.dataset.stamp = event.lastEventId;
      take(JSON.parse(event.data));
    };
    mine.onerror = () => { // a browser tries again by itself only after a broken line, never after a 4xx or a 5xx
      mine.close();
      if (!over && mine === stream) again();
    };
  }
  function again() {
    line(tries >= GIVEN_UP && HERE.stopped || "Not connected: trying again. Nothing is lost.");
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try {
        const alive = await fetch(`${HERE.alive}?${MINE}`, {cache: "no-store", signal: AbortSignal.timeout(4000)});
        if (alive.status === 403) return gone();
        if (alive.ok) return open();
        if (alive.status === 409) { // the seat is kept, and its class may come back at any time
          tries = RECONNECT.length;
          again();
          return line("Another class answers here; waiting for yours. Your seat is kept.");
        }
      } catch { /* the host is away */ }
      tries += 1;
      again();
    }, RECONNECT[Math.min(tries, RECONNECT.length - 1)] * (0.7 + Math.random() * 0.6));
  }
  function look() { // woken: a laptop that slept, a telephone that was in a pocket, a page from the back button
    if (over || document.visibilityState !== "visible") return;
    if (!stream || stream.readyState === 2 || Date.now() - heard > ASLEEP) open();
  }
  for (const name of ["online", "focus", "pageshow"]) addEventListener(name, look);
  document.addEventListener("visibilitychange", look);
  setInterval(() => {
    tick();
    recount();
    if (!over && stream && stream.readyState === 1 && Date.now() - heard > SILENT) {
      stream.close();
      again();
    }
  }, 1000);

  // ---- forms

  const ours = (form) => form.method === "post" && new URL(form.action).pathname === HERE.do;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!ours(form)) return;
    event.preventDefault();
    if (form.dataset.busy || form.querySelector("button[aria-disabled]")) return; // pressed twice; the host does it once anyhow
    form.dataset.busy = "1";
    const buttons = [...form.querySelectorAll("button")];
    buttons.forEach((each) => each.setAttribute("aria-disabled", "true"));
    const data = new URLSearchParams(new FormData(form, event.submitter));
    const what = data.get("do");
    if (what === "open") wanted = `paper-${data.get("given.inject")}-${data.get("given.document")}`;
    sending += 1;
    clearTimeout(form.draft);
    try {
      const answer = await send(form.action, data);
      const wrong = answer.status === 204 ? {says: ""} : await answer.json().catch(() => ({says: "That did not work. Try again."}));
      complain(wrong.says, wrong.field);
      if (answer.ok && kept(form)) {
        sessionStorage.removeItem(form.getAttribute("id"));
        form.reset();
        if (wrong.done) say(wrong.done);
        else if (what === "note") say("Noted; it goes into the report.");
      } else if (wrong.done) say(wrong.done);
      if (wrong.to) location.assign(wrong.to);
      if (wrong.says && !wrong.field) at("page-said").scrollIntoView({block: "center", behavior: "instant"});
      if (answer.status === 403) again();
    } catch {
      complain("Not sent: the host cannot be reached. What you wrote is still here; send it again.");
      if (!over) again();
    } finally {
      delete form.dataset.busy;
      if (!form.querySelector("p.warn")) buttons.forEach((each) => each.removeAttribute("aria-disabled"));
      setTimeout(() => { sending -= 1; }, 1500);
    }
  });
  async function send(where, data) { // an answer that is lost is asked for again: the id in the form makes that safe
    const ask = () => fetch(where, {
      method: "POST", body: data, headers: {Accept: "application/json"}, signal: AbortSignal.timeout(8000),
    });
    try { return await ask(); } catch {
      await new Promise((go) => setTimeout(go, 800));
      return ask();
    }
  }

  // What is typed goes to the host once a second and as a field is left; here it stays only until the host has it.
  function remember(form) {
    sessionStorage.setItem(form.getAttribute("id"), new URLSearchParams(new FormData(form)).toString());
    if (HERE.draft && !form.draft) form.draft = setTimeout(() => draft(form), DRAFT_EVERY);
  }
  async function draft(form) {
    clearTimeout(form.draft);
    form.draft = 0;
    const data = new URLSearchParams(new FormData(form)), said = data.toString(), id = form.getAttribute("id");
    if (!HERE.draft || form.dataset.busy) return;
    try {
      const answer = await fetch(HERE.draft, {method: "POST", body: data, signal: AbortSignal.timeout(8000)});
      if ((answer.ok || answer.status === 422) && sessionStorage.getItem(id) === said) sessionStorage.removeItem(id);
    } catch { /* it stays here, and goes when the line is back */ }
  }
  const forget = () => Object.keys(sessionStorage).filter((id) => /^(f|letters)-/.test(id)).forEach((id) => sessionStorage.removeItem(id));
  function later() { // the line is back: what stayed here goes to the host
    for (const form of document.querySelectorAll("form[data-keep]")) if (sessionStorage.getItem(form.getAttribute("id"))) draft(form);
  }
  document.addEventListener("input", (event) => { if (kept(event.target.form)) remember(event.target.form); });
  document.addEventListener("change", (event) => { if (kept(event.target.form) && event.target.form.draft) draft(event.target.form); });
  addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll("form[data-keep]")) {
      if (form.draft) navigator.sendBeacon(HERE.draft, new URLSearchParams(new FormData(form)));
    }
  });
  function restore(form) {
    if ("drafted" in form.dataset) {
      for (const each of form.elements) { // filled in by the host: it counts as typed, and no update takes it away
        if (!each.matches("textarea, input:not([type=hidden])")) continue;
        if (marks(each)) {
          const on = each.checked;
          each.defaultChecked = false;
          each.checked = on;
        } else {
          const text = each.value;
          each.defaultValue = "";
          each.value = text;
        }
      }
    }
    for (const [name, value] of new URLSearchParams(sessionStorage.getItem(form.getAttribute("id")) || "")) {
      for (const each of form.elements) {
        if (each.name !== name || each.type === "hidden") continue;
        if (marks(each)) each.checked ||= each.value === value;
        else each.value = value;
      }
    }
    if (touched(form) && form.closest("details")) form.closest("details").open = true;
  }

  // The line about what the facilitator has written stands until somebody has gone there; what comes then shows it anew.
  const READ = `letters-${HERE.class}`;
  function letters(read = false) {
    const line = document.querySelector("#page-banner .letters");
    if (!line) return;
    if (read) sessionStorage.setItem(READ, line.dataset.letters);
    line.hidden = Number(line.dataset.letters) <= Number(sessionStorage.getItem(READ) || 0);
  }

  // A link of the strip takes the focus along.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const to = link && at(link.hash.slice(1));
    if (!to) return;
    if (to.id === "messages") letters(true);
    event.preventDefault();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    to.scrollIntoView({block: "start", behavior: calm ? "instant" : "smooth"});
    const head = to.querySelector("h2, summary, legend") || to;
    if (!head.hasAttribute("tabindex") && head.localName !== "summary") head.tabIndex = -1;
    head.focus({preventScroll: true});
  });

  const first = at("page-time").dataset;
  if (clocks) recount();
  else clock(first.left === undefined ? null : {left: Number(first.left), runs: first.runs === "true"});
  if (location.hash.startsWith("#paper-") && at(location.hash.slice(1))) at(location.hash.slice(1)).open = true;
  for (const form of document.querySelectorAll("form[data-keep]")) restore(form);
  letters();
  open();
})();
