"use strict";
// The recharge page in four files that are served as one: what all of it needs.
const main = document.getElementById("recharge");
const texts = JSON.parse(main.dataset.texts);
const part = (id) => document.getElementById(id);
const ratesMs = 30000;
const askAgainMs = 3000;
const presets = ["10", "20", "50", "100"];
// Of each status its picture and colour, as the cashier has them.
const stages = { pending: "waiting", token: "closed" };
const fill = (name, ...values) => texts[name].replace(/\{(\d)\}/g, (_, i) => values[i]);
const kept = (name, value) => {
  const key = `recharge-${name}`;
  if (value === undefined) return sessionStorage.getItem(key);
  if (value === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, value);
  return value;
};

let offer = null;
let wish = null;
let own = null;
let payment = null;
let skew = 0;
let listening = null;
let again = null;

// The shop hands the token over behind the #, which is sent nowhere; it is taken out of the address at once.
function takeToken() {
  const handed = new URLSearchParams(location.hash.slice(1));
  if (!handed.has("token")) return;
  if (handed.get("token") !== kept("token")) kept("payment", null);
  kept("token", handed.get("token"));
  kept("return", handed.get("return_url"));
  history.replaceState(null, "", location.pathname + location.search);
}

class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function call(path, options = {}) {
  const headers = { ...options.headers, Authorization: `Bearer ${kept("token")}` };
  const answer = await fetch(path, { ...options, headers, cache: "no-store" });
  if (answer.ok) return answer;
  let detail = "";
  try {
    detail = (await answer.json()).detail ?? "";
  } catch {
    // Something between here and the gateway answered in its own form.
  }
  throw new Refused(answer.status, detail);
}

function show(status, lead = texts[`${status}_lead`]) {
  const stage = stages[status] ?? status;
  if (main.dataset.status !== status) {
    main.dataset.stage = stage;
    main.dataset.status = status;
    part("sign").replaceChildren(main.querySelector(`[data-icon="${stage}"]`).content.cloneNode(true));
    part("head").textContent = texts[status];
    document.title = texts[status];
  }
  if (part("lead").textContent !== lead) part("lead").textContent = lead;
}

function tell(problem, retry) {
  again = retry ?? null;
  part("problem").hidden = problem === null;
  part("retry").hidden = again === null;
  part("problem").firstElementChild.textContent = problem ?? "";
}

function fail(error, retry) {
  if (!(error instanceof Refused)) return tell(texts.error_network, retry);
  if (error.status === 401 || error.status === 403) return signIn();
  if (error.status === 429) return tell(texts.error_many, retry);
  if (error.message.includes("not configured")) return tell(fill("error_setup", error.message), retry);
  if (error.status >= 500) return tell(texts.error_busy, retry);
  tell(fill("error_input", error.message), null);
}

function signIn() {
  stopListening();
  for (const id of ["form", "pay", "end", "clock", "depth"]) part(id).hidden = true;
  tell(null);
  show("token");
}
