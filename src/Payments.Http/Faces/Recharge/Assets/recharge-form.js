// What is asked for: amount, currency, coin.
const chosen = () => part("coins").querySelector("input:checked");
const coinOf = (input) => offer.currencies[Number(input.value)];
const number = (text) => Number(text).toLocaleString("en", { maximumSignificantDigits: 10, useGrouping: false });

async function load() {
  try {
    const currency = part("currency").value || kept("currency") || "";
    const answer = await call(`/api/v1/orders/crypto/currencies${currency ? `?currency=${encodeURIComponent(currency)}` : ""}`);
    const next = await answer.json();
    const wanted = next.amount_currencies[0];
    const fits = !wanted || next.amount_currencies.includes(next.rate_currency);
    offer = next;
    if (!fits) {
      kept("currency", wanted);
      part("currency").replaceChildren();
      return await load();
    }
    draw();
    tell(null);
  } catch (error) {
    fail(error, start);
  }
}

function draw() {
  part("loading").hidden = true;
  part("simulated").hidden = !offer.simulated;
  const names = offer.amount_currencies.length > 0 ? offer.amount_currencies : [offer.rate_currency];
  if ([...part("currency").options].map((option) => option.value).join() !== names.join())
    part("currency").replaceChildren(...names.map((name) => new Option(name, name, false, name === offer.rate_currency)));
  const before = chosen() ? chosen().dataset.key : kept("coin");
  const rows = offer.currencies.map((coin, i) => row(String(i), `${coin.currency} ${coin.network}`, coin));
  if (offer.source === "cryptomus") rows.push(row("", "", null));
  part("coins").replaceChildren(...rows);
  const inputs = [...part("coins").querySelectorAll("input:enabled")];
  (inputs.find((input) => input.dataset.key === before) ?? inputs[0])?.click();
  estimate();
}

function row(value, key, coin) {
  const label = document.createElement("label");
  label.className = coin ? "coin" : "coin plain";
  const input = document.createElement("input");
  Object.assign(input, { type: "radio", name: "coin", value, disabled: coin !== null && !coin.is_available });
  input.dataset.key = key;
  const name = document.createElement("b");
  name.textContent = coin ? coin.currency : texts.later;
  label.append(input, name);
  if (!coin) return label;
  const network = document.createElement("span");
  network.textContent = coin.network;
  const more = document.createElement("small");
  const words = [];
  if (!coin.is_available) words.push(texts.unavailable);
  if (coin.rate !== null) words.push(fill("rate", coin.currency, number(coin.rate), offer.rate_currency));
  if (Number(coin.fee_percent) > 0) words.push(fill("fee", number(coin.fee_percent)));
  if (coin.min_amount !== null && coin.max_amount !== null)
    words.push(fill("between", number(coin.min_amount), number(coin.max_amount), coin.currency));
  more.textContent = words.join(" · ");
  label.append(network, more);
  return label;
}

// An estimate for people: what is to be paid the gateway says.
function estimate() {
  const input = chosen();
  const coin = input && input.value !== "" ? coinOf(input) : null;
  const amount = Number(part("amount").value);
  const isKnown = coin && coin.rate !== null && amount > 0;
  part("estimate").textContent = isKnown ? fill("estimate", number((amount / Number(coin.rate)).toPrecision(8)), coin.currency) : "";
  part("create").disabled = !input || !(amount > 0) || wish?.isSent === true;
  drawOwn(coin);
}

// An address of the user's own in the chosen coin: whatever comes there is credited, with no payment opened before.
function drawOwn(coin) {
  const isOffered = coin !== null && coin.is_available && offer.source === "cryptomus" && !offer.simulated;
  const isShown = isOffered && own?.currency === coin.currency && own.network === coin.network;
  part("own").hidden = !isOffered;
  part("own-open").hidden = isShown;
  part("own-address").hidden = part("own-note").hidden = !isShown;
  if (isOffered) part("own-open").textContent = fill("own_open", coin.currency, coin.network);
  if (!isShown) return;
  part("own-address").querySelector(".number").textContent = own.address;
  part("own-note").textContent = fill("own_note", own.currency, own.network, own.credited_in);
}

async function openOwn() {
  const coin = coinOf(chosen());
  part("own-open").disabled = true;
  try {
    const path = "/api/v1/orders/crypto/static-wallets";
    const wallets = (await (await call(path)).json()).wallets;
    let wallet = wallets.find((one) => one.currency === coin.currency && one.network === coin.network && one.address !== null);
    if (!wallet) {
      const body = { currency: coin.currency, network: coin.network };
      if (part("currency").value === "USD") body.credited_in = "USD";
      const headers = { "Content-Type": "application/json" };
      wallet = await (await call(path, { method: "POST", headers, body: JSON.stringify(body) })).json();
    }
    if (wallet.blocked) return tell(texts.own_blocked, null);
    own = wallet;
    tell(null);
    estimate();
  } catch (error) {
    fail(error, openOwn);
  } finally {
    part("own-open").disabled = false;
  }
}

// The key goes with the words of the wish: the same once more is the same payment, anything else another one.
function ask() {
  const input = chosen();
  const coin = input.value === "" ? null : coinOf(input);
  const body = { amount: part("amount").value.trim(), currency: part("currency").value };
  if (coin) Object.assign(body, { to_currency: coin.currency, network: coin.network });
  body.return_url = kept("return") || location.origin + location.pathname + location.search;
  const text = JSON.stringify(body);
  if (wish?.text === text) return wish;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return { text, key: [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

async function create() {
  wish = { ...ask(), isSent: true };
  part("create").textContent = texts.creating;
  estimate();
  try {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": wish.key };
    const answer = await call("/api/v1/orders/recharge", { method: "POST", headers, body: wish.text });
    tell(null);
    openPayment(await answer.json());
    wish = null;
  } catch (error) {
    if (wish) wish.isSent = false;
    fail(error, create);
  } finally {
    part("create").textContent = texts.create;
    if (offer) estimate();
  }
}
