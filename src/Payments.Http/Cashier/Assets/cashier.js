"use strict";
(() => {
  const main = document.getElementById("cashier");
  if (!main) return;

  // The gateway's clock decides; this is how far the browser's is off.
  let skew = Number(main.dataset.now) - Date.now();
  let revision = main.dataset.revision;
  let leaving = null;
  let source = null;
  let loading = false;
  let again = false;

  // What the server last said of each part, before the clock below changed it.
  const said = new Map();
  for (const part of main.querySelectorAll("[data-part]")) said.set(part.dataset.part, part.innerHTML);

  const two = (n) => String(n).padStart(2, "0");

  function tick() {
    const now = Date.now() + skew;
    for (const time of main.querySelectorAll("[data-countdown]")) {
      const left = Math.max(0, Math.ceil((Number(time.dataset.countdown) - now) / 1000));
      const hours = Math.floor(left / 3600);
      const text = (hours ? hours + ":" : "") + two(Math.floor(left / 60) % 60) + ":" + two(left % 60);
      if (time.textContent !== text) time.textContent = text;
      time.classList.toggle("soon", left < 120);
    }
  }

  function clocks() {
    for (const time of main.querySelectorAll("[data-clock]")) {
      const at = new Date(Number(time.dataset.clock));
      time.textContent = two(at.getHours()) + ":" + two(at.getMinutes());
    }
  }

  function prepareReturn() {
    const line = main.querySelector("[data-return]");
    if (!line || leaving !== null) return;
    const end = Date.now() + Number(line.dataset.return) * 1000;
    const show = () => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      line.firstElementChild.textContent = line.dataset.text.replace("{0}", left);
      if (left > 0) return;
      clearInterval(leaving);
      location.assign(document.getElementById("return").href);
    };
    line.hidden = false;
    leaving = setInterval(show, 250);
    show();
  }

  // Only parts that say something new are swapped, so that focus, selection and open lists stay.
  function take(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const next = page.getElementById("cashier");
    if (!next) return;
    const stage = main.dataset.stage;
    for (const part of next.querySelectorAll("[data-part]")) {
      const name = part.dataset.part;
      if (said.get(name) === part.innerHTML) continue;
      said.set(name, part.innerHTML);
      main.querySelector(`[data-part="${name}"]`).innerHTML = part.innerHTML;
    }
    for (const key of ["stage", "revision", "final", "now"]) main.dataset[key] = next.dataset[key];
    revision = main.dataset.revision;
    skew = Number(main.dataset.now) - Date.now();
    document.title = page.title;
    if (stage !== main.dataset.stage) document.getElementById("announce").textContent = main.querySelector("h1").textContent;
    tick();
    clocks();
    prepareReturn();
  }

  async function load() {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    try {
      do {
        again = false;
        const answer = await fetch(location.href, { cache: "no-store" });
        if (answer.ok) take(await answer.text());
      } while (again);
    } catch {
      setTimeout(load, 3000);
    } finally {
      loading = false;
    }
  }

  function listen() {
    source = new EventSource(`/cashier/${main.dataset.id}/events`);
    const offline = document.getElementById("offline");
    source.onopen = () => { offline.hidden = true; };
    source.addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      skew = Date.parse(state.now) - Date.now();
      if (state.revision !== revision) load();
    });
    source.addEventListener("end", () => source.close());
    source.onerror = () => {
      offline.hidden = false;
      // A browser gives up on its own after an answer that is not a stream, such as "too many connections".
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
    };
  }

  async function copy(button) {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https there is no clipboard for scripts; the older way still works.
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "hidden";
      main.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const hint = button.querySelector("[data-hint]");
    const before = hint.dataset.before ??= hint.textContent;
    hint.textContent = main.dataset.copied;
    button.classList.add("done");
    document.getElementById("announce").textContent = `${main.dataset.copied}: ${text}`;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      hint.textContent = before;
      button.classList.remove("done");
    }, 1600);
  }

  main.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    if (event.target.closest("[data-stay]")) {
      clearInterval(leaving);
      main.querySelector("[data-return]").hidden = true;
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && main.dataset.final === "0") load();
  });

  tick();
  clocks();
  setInterval(tick, 250);
  prepareReturn();
  if (main.dataset.final === "0") listen();
})();
