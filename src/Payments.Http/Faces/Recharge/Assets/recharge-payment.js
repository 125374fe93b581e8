// The payment: what to pay, and what becomes of it.
function openPayment(next) {
  kept("payment", next.payment_id);
  part("form").hidden = true;
  part("qr").removeAttribute("src");
  take(next);
  part("head").focus({ preventScroll: true });
  listen();
}

function take(next) {
  const before = payment;
  payment = next;
  skew = Date.parse(next.now) - Date.now();
  const { status } = next;
  const isPayable = status === "pending" || status === "underpaid";
  part("simulated").hidden = !next.simulated;
  part("money").hidden = false;
  part("money-amount").textContent = next.amount;
  part("money-currency").textContent = next.currency;
  if (status === "completed") show(status, next.credited ? fill("credited_lead", next.amount, next.currency) : texts.crediting_lead);
  else show(status);
  part("pay").hidden = !isPayable;
  part("clock").hidden = !isPayable;
  part("end").hidden = isPayable || status === "confirming";
  part("back").hidden = !(next.has_return && next.is_final && kept("return"));
  part("back").href = `/cashier/${next.payment_id}/return`;
  depth(next);
  if (isPayable) instructions(next, before);
  if (next.credited && !before?.credited) balance(next.currency);
  if (!next.credited) part("balance").hidden = true;
  tick();
}

function depth({ status, confirmations, confirmations_required: needed }) {
  const isKnown = status === "confirming" && confirmations !== null;
  part("depth").hidden = !isKnown;
  if (!isKnown) return;
  const [words, bar] = part("depth").children;
  words.textContent = needed === null ? fill("confirmations_open", confirmations) : fill("confirmations", confirmations, needed);
  bar.hidden = needed === null;
  bar.value = needed === null ? 0 : confirmations / needed;
}

function instructions(next, before) {
  const [amount, coin] = part("pay-amount").querySelectorAll("b, .token");
  part("pay-amount-row").hidden = next.pay_amount === null;
  amount.textContent = next.pay_amount ?? "";
  coin.textContent = next.pay_currency ?? "";
  part("network-row").hidden = next.network === null;
  part("network").textContent = next.network ?? "";
  part("address-row").hidden = next.address === null;
  part("address").querySelector(".number").textContent = next.address ?? "";
  part("link").href = next.payment_url;
  if (!part("qr").src || before?.address !== next.address || before?.pay_amount !== next.pay_amount) code(next.payment_id);
}

// An image cannot send the token, so its bytes are fetched.
async function code(id) {
  try {
    const answer = await call(`/api/v1/orders/payments/${id}/qrcode`);
    const reader = new FileReader();
    reader.onload = () => (part("qr").src = reader.result);
    reader.readAsDataURL(await answer.blob());
  } catch {
    // The address and the link are there as well.
  }
}

async function balance(currency) {
  try {
    const { data } = await (await call("/api/v1/me/balance")).json();
    const found = data.balances.find((one) => one.currency === currency);
    if (!found) return;
    part("balance").textContent = fill("balance", found.available, currency);
    part("balance").hidden = false;
  } catch {
    // That it was credited is said already.
  }
}

function tick() {
  if (!payment) return;
  const left = Math.max(0, Math.ceil((Date.parse(payment.expires_at) - Date.now() - skew) / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const time = part("clock").querySelector("time");
  const hours = Math.floor(left / 3600);
  time.textContent = (hours ? `${hours}:` : "") + two(Math.floor(left / 60) % 60) + ":" + two(left % 60);
  time.classList.toggle("soon", left < 120);
}

// An EventSource cannot send the token either: the stream is read as it comes, and where there is none the page asks.
async function listen() {
  stopListening();
  const turn = (listening = new AbortController());
  while (listening === turn && !payment.is_final) {
    try {
      const answer = await call(`/api/v1/orders/payments/${payment.payment_id}/monitor`, { signal: turn.signal });
      offline(false);
      await read(answer.body.pipeThrough(new TextDecoderStream()).getReader(), turn);
    } catch (error) {
      if (listening !== turn) return;
      if (error instanceof Refused && (error.status === 401 || error.status === 403)) return signIn();
      offline(!(error instanceof Refused));
    }
    if (listening !== turn || payment.is_final) return;
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    if (listening === turn) await look();
  }
}

async function read(reader, turn) {
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done || listening !== turn) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const lines = event.split("\n");
      if (!lines.includes("event: state")) continue;
      take(JSON.parse(lines.find((line) => line.startsWith("data: ")).slice(6)));
    }
  }
}

async function look() {
  try {
    take(await (await call(`/api/v1/orders/payments/${payment.payment_id}`)).json());
    offline(false);
  } catch (error) {
    offline(!(error instanceof Refused));
  }
}

function stopListening() {
  listening?.abort();
  listening = null;
}

function offline(isOff) {
  const text = isOff ? texts.offline : "";
  if (part("offline").textContent !== text) part("offline").textContent = text;
}
