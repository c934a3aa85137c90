/* Forms: rows come and go, parts appear with their answers, large files are caught early. Every form also works without it. */
"use strict";

(() => {
  const pathOf = (row) => row.querySelector("[data-row-remove]").value;

  /* Give every row its present number: in names, ids, references and titles. */
  const renumber = (table) => {
    const path = table.dataset.rows;
    const id = `f-${path.replaceAll(".", "-")}`;
    const rows = [...table.querySelectorAll("tbody > tr")];
    rows.forEach((row, at) => {
      const old = pathOf(row).slice(path.length + 1);
      if (old === String(at)) return;
      for (const one of [row, ...row.querySelectorAll("*")]) {
        for (const attribute of [...one.attributes]) {
          attribute.value = attribute.value
            .replaceAll(`${path}.${old}`, `${path}.${at}`)
            .replaceAll(`${id}-${old}`, `${id}-${at}`);
        }
      }
      const title = table.dataset.numbered.replace("{number}", at + 1);
      for (const one of row.querySelectorAll("[data-row-title]")) one.textContent = title;
      for (const one of row.querySelectorAll("label .visually-hidden")) one.textContent = ` ${title}`;
    });
    table.querySelector(".form-rows").hidden = rows.length === 0;
    table.querySelector("[data-row-add]").disabled = rows.length >= Number(table.dataset.most);
  };

  const tell = (table, words) => {
    table.querySelector("[data-row-status]").textContent = words;
  };

  const add = (table) => {
    const row = table.querySelector("template").content.firstElementChild.cloneNode(true);
    table.querySelector("tbody").append(row);
    renumber(table);
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
    tell(table, row.querySelector("[data-row-title]").textContent);
  };

  const remove = (table, row) => {
    const next = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    renumber(table);
    (next ? next.querySelector("[data-row-remove]") : table.querySelector("[data-row-add]")).focus();
    tell(table, String(table.querySelectorAll("tbody > tr").length));
  };

  const answerTo = (name) => {
    const controls = [...document.getElementsByName(name)].filter((one) => one.type !== "hidden");
    const chosen = controls.find((one) => (one.matches("[type=radio], [type=checkbox]") ? one.checked : true));
    return chosen ? chosen.value : "";
  };

  /* A hidden part keeps what was typed in it; the server drops it when it is not asked. */
  const follow = () => {
    for (const part of document.querySelectorAll("[data-when]")) {
      part.hidden = !JSON.parse(part.dataset.whenAnswers).includes(answerTo(part.dataset.when));
    }
  };

  const weigh = (input) => {
    const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
    const large = size > Number(input.dataset.maxMb) * 1024 * 1024;
    input.setCustomValidity(large ? input.dataset.tooLarge : "");
    if (large) input.reportValidity();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-row-add], [data-row-remove]");
    if (!button) return;
    event.preventDefault();
    const table = button.closest("[data-rows]");
    if (button.matches("[data-row-add]")) add(table);
    else remove(table, button.closest("tr"));
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-max-mb]")) weigh(event.target);
    follow();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const words of document.querySelectorAll("[data-when-words]")) words.hidden = true;
    follow();
  });
})();
