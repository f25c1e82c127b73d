// The wall follows the exercise: state, seats, time; of play only what the desk shows on it.
"use strict";
(() => {
  const EVERY = 2000, LOST = 5000; // milliseconds
  const SAYS = {
    403: "This wall was closed at the desk. Open it again from there.",
    409: "Another class answers here; waiting for this one.",
    else: "The host does not answer; looking again …",
  };
  const at = (id) => document.getElementById(id);
  const line = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  function show(now) {
    at("state").textContent = now.state;
    at("state").dataset.state = now.state;
    at("says").textContent = now.says;
    at("join").hidden = now.state === "ENDEX"; // people may come late
    at("join").classList.toggle("small", now.state !== "LOBBY");
    for (const each of now.syndicates) {
      const row = document.querySelector(`#codes li[data-id="${CSS.escape(each.id)}"]`);
      if (!row) continue;
      row.hidden = now.state === "ENDEX";
      const seats = `${each.seats} ${each.seats === 1 ? "seat" : "seats"}`;
      const [clock, more] = row.querySelectorAll(".time");
      clock.textContent = each.time || seats;
      more.textContent = [each.time && seats, each.word, each.day].filter(Boolean).join(" · ");
      more.classList.toggle("waits", Boolean(each.word));
    }
    beside(now.beside, Object.fromEntries(now.syndicates.map((each) => [each.id, each.time])));
    at("questions").replaceChildren(...now.questions.map(([heading, asked]) => {
      const list = document.createElement("ul");
      list.append(...asked.map((text) => line("li", text)));
      const part = document.createElement("div");
      part.append(line("h2", heading), list);
      return part;
    }));
    fit();
  }

  // The last row reads it: the largest letters with which all of it is on the glass; where none are large enough to read
  // there, it scrolls. Digits that change are none of its shape, so that nothing jumps while a clock runs.
  const LEAST = 17, MOST = 0.12, STEP = 0.97; // px; of the height; from one size to the next
  const root = document.documentElement, main = document.querySelector("main");
  let shape = "";
  function fit() {
    const now = [innerWidth, innerHeight, main.innerText.replace(/\d/g, "0")].join(" ");
    if (now === shape) return;
    shape = now;
    let size = innerHeight * MOST;
    do {
      size = Math.max(LEAST, size * STEP);
      main.style.fontSize = `${size}px`;
    } while (size > LEAST && !fits());
  }
  const cut = (each) => each.scrollWidth > each.clientWidth + 1;
  const fits = () => root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth && ![...main.querySelectorAll("li, .clock, .sides *")].some(cut);
  addEventListener("resize", fit);

  // One inject, a column a syndicate: it has the wall to itself, with where to join in one line.
  function beside(shown, times = {}) {
    document.body.classList.toggle("laid", Boolean(shown));
    at("beside").hidden = !shown;
    if (!shown) {
      at("beside").replaceChildren();
      return;
    }
    const columns = Object.assign(document.createElement("div"), { className: "sides" });
    const many = shown.columns.length;
    columns.style.setProperty("--many", Math.min(many, 4));
    for (const each of shown.columns) {
      const column = document.createElement("article");
      each.named = [each.name, times[each.id]].filter(Boolean).join(" · ");
      const parts = [["h3", "named"], ["p", "said"], ["p", "option"], ["p", "before"], ["p", "met"]];
      for (const [tag, part] of parts) {
        if (each[part]) column.append(Object.assign(line(tag, each[part]), { className: part }));
      }
      columns.append(column);
    }
    at("beside").replaceChildren(
      line("h2", shown.title), Object.assign(line("p", shown.question), { className: "asked" }), columns,
      Object.assign(line("p", shown.asks), { className: "asks" }),
    );
  }

  // What is not known is not shown: no state, no time, no address; only that it comes back by itself.
  function unknown(says) {
    at("state").textContent = "NOT CONNECTED";
    at("state").dataset.state = "UNKNOWN";
    at("says").textContent = says;
    at("join").hidden = true;
    beside(null);
    for (const time of document.querySelectorAll("#codes .time")) time.textContent = "";
    fit();
  }

  async function look() {
    try {
      const answer = await fetch(`/wall/now?class=${encodeURIComponent(document.body.dataset.class)}`, {
        cache: "no-store", signal: AbortSignal.timeout(LOST),
      });
      if (answer.ok) show(await answer.json());
      else unknown(SAYS[answer.status] || SAYS.else);
    } catch {
      unknown(SAYS.else);
    }
    setTimeout(look, EVERY);
  }
  look();
})();
