/* Small enhancements; every page also works without them. */
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-elder-form]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button[name=on]");
  const wanted = button.value === "1";
  const body = new FormData(form);
  body.set("on", button.value);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
  if (answer.type !== "opaqueredirect" && !answer.ok) return form.submit();
  document.documentElement.toggleAttribute("data-elder", wanted);
  button.value = wanted ? "0" : "1";
  button.setAttribute("aria-pressed", String(wanted));
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form && event.target.matches("select")) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("DOMContentLoaded", () => {
  for (const one of document.querySelectorAll("[data-needs-script]")) one.hidden = false;
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
});
