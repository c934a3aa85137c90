/* The staff's pages: copying a number, putting a phrase in. Without a script the number is still chosen whole by one click. */
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.copied;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const area = document.getElementById(button.dataset.insert);
  area.setRangeText(button.textContent, area.selectionStart, area.selectionEnd, "end");
  area.focus();
});

document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector("[data-focus]")) return;
  const first = document.querySelector("[data-first] :is(input:not([type=hidden]), select, textarea)");
  if (first) first.focus();
});
