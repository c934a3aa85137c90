/* The slip goes back to the machine's first page by itself, for whoever comes next. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const slip = document.querySelector("[data-back]");
  if (slip) setTimeout(() => location.assign(slip.dataset.back), 20000);
});
