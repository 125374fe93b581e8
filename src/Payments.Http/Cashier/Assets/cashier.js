"use strict";
(() => {
  const main = document.getElementById("cashier");
  if (!main) {
    // A page that only leads on, to a provider that takes a form.
    document.querySelector("form[data-post]")?.submit();
    return;
  }

  const againMs = 3000;
  const listenAgainMs = 5000;
  // Some chains make a block a second: that is not read out each time.
  const quietMs = 20000;

  // The gateway's clock decides; this is how far the browser's is off.
  let skew = Number(main.dataset.now) - Date.now();
  let revision = main.dataset.revision;
  let leaving = null;
  let source = null;
  let loading = false;
  let again = false;
  let retry = null;
  let spoken = Date.now();

  // What the server last said of each part, before the clock below changed it.
  const said = new Map();
  for (const part of main.querySelectorAll("[data-part]")) said.set(part.dataset.part, part.innerHTML);

  // A problem is told once, with the page that came of it, and is not asked for again.
  const here = new URL(location.href);
  if (here.searchParams.has("problem")) {
    here.searchParams.delete("problem");
    history.replaceState(null, "", here);
  }

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

  function announce(text) {
    document.getElementById("announce").textContent = text;
    spoken = Date.now();
  }

  // A region that was there before is read out when its text changes, and not when it appears.
  function offline(isOff) {
    const line = document.getElementById("offline");
    const text = isOff ? line.dataset.text : "";
    if (line.textContent !== text) line.textContent = text;
  }

  // Who has the focus in a part that is swapped keeps it, or is brought to the heading where that is gone.
  function swap(part, html) {
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    const isOpen = part.querySelector("details[open]") !== null;
    part.innerHTML = html;
    const list = part.querySelector("details");
    if (list && isOpen) list.open = true;
    if (!focused) return;
    const next = focused.id ? document.getElementById(focused.id) : focused.value ? part.querySelector(`[value="${CSS.escape(focused.value)}"]:enabled`) : null;
    (next || main.querySelector("h1")).focus({ preventScroll: true });
  }

  // Only parts that say something new are swapped, so that selection and open lists stay.
  function take(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const next = page.getElementById("cashier");
    if (!next) throw new Error("not the cashier");
    const { says, depth } = main.dataset;
    for (const part of next.querySelectorAll("[data-part]")) {
      const name = part.dataset.part;
      if (said.get(name) === part.innerHTML) continue;
      said.set(name, part.innerHTML);
      swap(main.querySelector(`[data-part="${name}"]`), part.innerHTML);
    }
    for (const key of ["stage", "revision", "final", "now", "says", "depth"]) main.dataset[key] = next.dataset[key];
    revision = main.dataset.revision;
    skew = Number(main.dataset.now) - Date.now();
    document.title = page.title;
    if (says !== main.dataset.says) announce(`${main.dataset.says} ${main.dataset.depth}`);
    else if (depth !== main.dataset.depth && Date.now() - spoken > quietMs) announce(main.dataset.depth);
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
    clearTimeout(retry);
    try {
      do {
        again = false;
        const answer = await fetch(location.href, { cache: "no-store" });
        if (!answer.ok) throw new Error(answer.status);
        take(await answer.text());
      } while (again);
      offline(false);
    } catch {
      // Whoever answers with an error now may answer with the page in a moment, and the server does not tell of this state again.
      offline(true);
      retry = setTimeout(load, againMs);
    } finally {
      loading = false;
    }
  }

  function hear(state) {
    skew = Date.parse(state.now) - Date.now();
    if (state.revision !== revision) load();
  }

  // Where too many watch an order already, the others ask.
  async function ask() {
    try {
      const answer = await fetch(`/cashier/${main.dataset.id}/state`, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const state = await answer.json();
      offline(false);
      hear(state);
    } catch {
      offline(true);
    }
  }

  function listen() {
    if (main.dataset.final !== "0") return;
    source = new EventSource(`/cashier/${main.dataset.id}/events`);
    source.onopen = () => offline(false);
    source.addEventListener("state", (event) => hear(JSON.parse(event.data)));
    source.addEventListener("end", () => source.close());
    source.onerror = () => {
      // A browser gives up on its own after an answer that is not a stream, such as "too many connections".
      if (source.readyState !== EventSource.CLOSED) return offline(true);
      ask();
      setTimeout(listen, listenAgainMs);
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
    announce(`${main.dataset.copied}: ${text}`);
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      hint.textContent = before;
      button.classList.remove("done");
    }, 1600);
  }

  // WeChat's browser brings the bridge itself, sometimes after the page. What it answers is believed for nothing: the page hears of the
  // payment from the gateway.
  function pay(button) {
    const call = () => window.WeixinJSBridge.invoke("getBrandWCPayRequest", JSON.parse(button.dataset.bridge), () => load());
    if (window.WeixinJSBridge) call();
    else document.addEventListener("WeixinJSBridgeReady", call, { once: true });
  }

  // Who was just identified wants to pay, once: the address loses the mark before the page is loaded again.
  function payAtOnce() {
    if (location.hash !== "#pay") return;
    history.replaceState(null, "", location.pathname + location.search);
    const button = main.querySelector("[data-bridge]");
    if (button) pay(button);
  }

  main.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    const bridge = event.target.closest("[data-bridge]");
    if (bridge) pay(bridge);
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
  listen();
  payAtOnce();
})();
