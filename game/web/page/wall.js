// The wall follows the exercise: state, seats, time. Nothing of any syndicate's play is sent here.
"use strict";
(() => {
  const EVERY = 2000; // milliseconds
  const at = (id) => document.getElementById(id);
  const line = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  function show(now) {
    at("state").textContent = now.state;
    at("state").dataset.state = now.state;
    at("says").textContent = now.says;
    at("join").hidden = now.state !== "LOBBY";
    for (const each of now.syndicates) {
      const row = document.querySelector(`#codes li[data-id="${CSS.escape(each.id)}"]`);
      if (!row) continue;
      row.hidden = now.state === "ENDEX";
      const seats = `${each.seats} ${each.seats === 1 ? "seat" : "seats"}`;
      row.querySelector(".time").textContent = [seats, each.word, each.time].filter(Boolean).join(" · ");
    }
    at("questions").replaceChildren(...now.questions.flatMap(([heading, asked]) => {
      const list = document.createElement("ul");
      list.append(...asked.map((text) => line("li", text)));
      return [line("h2", heading), list];
    }));
  }

  async function look() {
    try {
      const answer = await fetch("/wall/now", { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch {
      at("says").textContent = "Not connected to the host; looking again …";
    }
    setTimeout(look, EVERY);
  }
  look();
})();
