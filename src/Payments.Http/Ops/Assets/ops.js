"use strict";
(() => {
  const every = 2000;
  const said = new Map();
  const parts = (root) => root.querySelectorAll("[data-part]");
  for (const part of parts(document)) said.set(part.dataset.part, part.innerHTML);

  async function refresh() {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status === 401) return location.reload();
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of parts(page)) {
          if (said.get(part.dataset.part) === part.innerHTML) continue;
          said.set(part.dataset.part, part.innerHTML);
          document.querySelector(`[data-part="${part.dataset.part}"]`).innerHTML = part.innerHTML;
        }
      }
    } catch {
      // The gateway may be starting again; the next round tries once more.
    }
    setTimeout(refresh, every);
  }
  if (said.size > 0) setTimeout(refresh, every);
})();
