"use strict";
(() => {
  const every = 2000;
  const patience = 10000;
  const said = new Map();
  const parts = (root) => root.querySelectorAll("[data-part]");
  for (const part of parts(document)) said.set(part.dataset.part, part.innerHTML);
  let fresh = new Date();

  // Figures that look alive and are old are worse than none: whoever reads them is told of when they are.
  function age(reason) {
    const text = reason && `These figures are of ${fresh.toISOString().slice(0, 19).replace("T", " ")} UTC: ${reason}. Trying again …`;
    const stale = document.getElementById("stale");
    if (stale.textContent !== text) stale.textContent = text;
  }

  async function refresh() {
    try {
      const answer = await fetch("/ops", { cache: "no-store", signal: AbortSignal.timeout(patience) });
      if (answer.status === 401) return location.reload();
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of parts(page)) {
          if (said.get(part.dataset.part) === part.innerHTML) continue;
          said.set(part.dataset.part, part.innerHTML);
          document.querySelector(`[data-part="${part.dataset.part}"]`).innerHTML = part.innerHTML;
        }
        fresh = new Date();
        age("");
      } else age(`the gateway answers ${answer.status}`);
    } catch {
      age("the gateway does not answer");
    }
    setTimeout(refresh, every);
  }
  if (said.size > 0) setTimeout(refresh, every);
})();
