/* The driver's two forms on a weak network: what is typed stays on the telephone until it was sent, pictures are made smaller. */
"use strict";

(() => {
  const SIDE = 1600; // pixels of the longer side: an odometer stays readable
  const sent = new URLSearchParams(location.search).get("sent");
  if (sent) {
    for (const name of Object.keys(localStorage)) if (name.startsWith(`trip-${sent}-`)) localStorage.removeItem(name);
  }
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const place = form.dataset.keep;
  const note = form.querySelector("[data-offline-note]");
  const KEPT = ["key", "km", "fuel", "damage", "notes"];

  /* The key is kept too: what is sent again after a broken answer is the same act, and happens once. */
  const keep = () => {
    const told = new FormData(form);
    localStorage.setItem(place, JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, told.get(name) || ""]))));
  };

  const kept = JSON.parse(localStorage.getItem(place) || "null");
  for (const name of kept ? KEPT : []) {
    const control = form.elements[name];
    if (control && kept[name] && (name === "key" || !control.value)) control.value = kept[name];
  }

  const smaller = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
  };

  form.elements.photo.addEventListener("change", async (event) => {
    const all = new DataTransfer();
    for (const file of event.target.files) all.items.add(await smaller(file).catch(() => file));
    event.target.files = all.files;
  });
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    keep();
    if (navigator.onLine) return;
    event.preventDefault();
    note.textContent = form.dataset.offline;
    note.hidden = false;
  });
})();
