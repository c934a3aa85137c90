/* The counter: what is typed is kept while it is typed, scans of all materials at once, one button for the usual case. */
"use strict";

(() => {
  const form = document.querySelector("[data-keep]");
  if (!form) return;
  const PAUSE = 1200; // milliseconds after the last change
  let timer = 0;
  let under = null;

  /* Files are kept when the page is sent; here they would be stored again with every change. */
  const typed = () => {
    const body = new FormData(form);
    for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
    for (const input of form.querySelectorAll("input[type=hidden][name]")) {
      if (!body.has(input.name)) body.append(input.name, input.value);
    }
    body.set("_keep", "1");
    return body;
  };

  const keep = async (leaving) => {
    timer = 0;
    under = new AbortController();
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed(), signal: under.signal, keepalive: leaving });
      const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      if (answer.ok && !answer.redirected) form.querySelector("[data-kept]").textContent = form.dataset.keptWords.replace("{time}", time);
    } catch {
      /* The next change tries again; the button keeps it in any case. */
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE, false);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = 0;
    if (under) under.abort();
  });

  /* Who leaves right after typing loses nothing either. */
  window.addEventListener("pagehide", () => {
    if (!timer) return;
    clearTimeout(timer);
    keep(true);
  });

  const seen = form.querySelector("[data-all-seen]");
  if (seen) {
    seen.addEventListener("click", () => {
      for (const one of form.querySelectorAll("[data-how]")) if (!one.value && !one.closest("[hidden]")) one.value = "seen";
      later();
    });
  }

  /* One file for each question that has none yet, in the order of the list. */
  const scans = form.querySelector("[data-scans]");
  if (scans) {
    scans.addEventListener("change", (event) => {
      event.stopPropagation();
      const free = [...form.querySelectorAll(".material:not([hidden]) .material-file input[type=file]")];
      const open = free.filter((one) => !one.files.length && !one.parentElement.querySelector(".form-kept"));
      [...scans.files].slice(0, open.length).forEach((file, at) => {
        const chosen = new DataTransfer();
        chosen.items.add(file);
        open[at].files = chosen.files;
        open[at].dispatchEvent(new Event("change", { bubbles: true }));
      });
      scans.value = "";
    });
  }
})();
