// What people press, and the beginning.
async function copy(button) {
  const text = button.querySelector("b, .number").textContent;
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
  }
  const hint = button.querySelector(".hint");
  hint.textContent = texts.copied;
  setTimeout(() => (hint.textContent = texts.copy), 1600);
}

function showForm() {
  stopListening();
  payment = null;
  kept("payment", null);
  for (const id of ["pay", "end", "clock", "depth", "money", "balance"]) part(id).hidden = true;
  part("form").hidden = false;
  show("choose");
  return load();
}

async function start() {
  if (!kept("token")) return signIn();
  tell(null);
  const id = kept("payment");
  if (!id) return showForm();
  try {
    openPayment(await (await call(`/api/v1/orders/payments/${encodeURIComponent(id)}`)).json());
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return showForm();
    fail(error, start);
  }
}

part("presets").append(...presets.map((text) => {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: text });
  button.addEventListener("click", () => {
    part("amount").value = text;
    estimate();
  });
  return button;
}));
part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!part("create").disabled) create();
});
part("form").addEventListener("input", () => offer && estimate());
part("coins").addEventListener("change", () => kept("coin", chosen().dataset.key));
part("currency").addEventListener("change", () => {
  kept("currency", part("currency").value);
  load();
});
part("retry").addEventListener("click", () => again?.());
part("again").addEventListener("click", showForm);
part("own-open").addEventListener("click", openOwn);
for (const id of ["pay-amount", "address", "own-address"]) part(id).addEventListener("click", (event) => copy(event.currentTarget));
window.addEventListener("hashchange", () => {
  takeToken();
  start();
});
setInterval(tick, 250);
setInterval(() => !document.hidden && !part("form").hidden && !wish?.isSent && offer && load(), ratesMs);
takeToken();
start();
