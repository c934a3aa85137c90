/* Pictures of papers, by the camera of a counter or of a phone, put into a file control. Without it files are chosen. */
"use strict";

(() => {
  const box = document.querySelector("[data-camera]");
  if (!box || !box.showModal) return;
  const part = (name) => box.querySelector(`[data-camera-${name}]`);
  const LARGEST = 2400; // pixels of the longer side: A4 at 200 dpi
  const QUALITY = 0.85;
  let button = null;
  let input = null;
  let stream = null;
  let pages = [];

  document.documentElement.classList.add("has-camera");
  /* Only a phone answers this control with its camera; elsewhere it would be one more choice of a file. */
  part("phone").closest("label").hidden = !matchMedia("(pointer: coarse)").matches;
  for (const one of document.querySelectorAll("[data-camera-open]")) {
    if (!/\.(jpg|pdf)/.test(document.getElementById(one.dataset.cameraOpen).accept || ".jpg")) one.hidden = true;
  }

  const say = (words) => {
    part("status").textContent = words;
  };

  const several = () => (input.accept || ".pdf").includes(".pdf");

  /* A picture as a JPEG of bearable size, upright, and without the place and time that a phone writes into it. */
  const drawn = (source, width, height) => {
    const scale = Math.min(1, LARGEST / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const list = () => {
    part("use").disabled = pages.length === 0;
    part("pages").replaceChildren(...pages.map((canvas, at) => {
      const item = document.createElement("li");
      const away = document.createElement("button");
      const named = (words) => words.replace("{n}", at + 1);
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", named(box.dataset.page));
      away.type = "button";
      away.className = "btn-link";
      away.textContent = named(box.dataset.remove);
      away.addEventListener("click", () => {
        pages.splice(at, 1);
        list();
        part("use").focus();
      });
      item.append(canvas, away);
      return item;
    }));
  };

  const add = (canvas) => {
    pages = several() ? [...pages, canvas] : [canvas];
    list();
    const words = pages.length > 1 ? box.dataset.together : box.dataset.page;
    say(several() ? words.replace("{n}", pages.length) : box.dataset.one);
  };

  const stop = () => {
    for (const track of stream ? stream.getTracks() : []) track.stop();
    stream = null;
    part("live").hidden = part("shot").hidden = true;
  };

  /* A document camera of a counter is one of several: which one, is chosen and remembered for the page. */
  const choices = async () => {
    const all = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === "videoinput");
    const now = stream.getVideoTracks()[0].getSettings().deviceId;
    part("which").replaceChildren(...all.map((one, at) => new Option(one.label || String(at + 1), one.deviceId, false, one.deviceId === now)));
    part("choice").hidden = all.length < 2;
  };

  const start = async (deviceId) => {
    stop();
    if (!navigator.mediaDevices) return say(box.dataset.closed);
    const size = { width: { ideal: 3840 }, height: { ideal: 2160 } };
    const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: "environment" } };
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { ...size, ...which }, audio: false });
      if (!box.open) return opened.getTracks().forEach((track) => track.stop());
      stream = opened;
      part("video").srcObject = stream;
      part("live").hidden = part("shot").hidden = false;
      say("");
      await choices();
    } catch (error) {
      say(error.name === "NotAllowedError" ? box.dataset.refused : box.dataset.none);
    }
  };

  const open = (pressed) => {
    button = pressed;
    input = document.getElementById(pressed.dataset.cameraOpen);
    pages = [];
    list();
    say("");
    part("for").textContent = pressed.dataset.cameraLabel;
    box.showModal();
    box.querySelector("h2").focus();
    start(part("which").value);
  };

  const files = () => Promise.all(pages.map((canvas, at) => new Promise((done) => {
    const name = `${box.dataset.file}-${at + 1}.jpg`;
    canvas.toBlob((blob) => done(new File([blob], name, { type: "image/jpeg" })), "image/jpeg", QUALITY);
  })));

  const attach = async () => {
    const chosen = new DataTransfer();
    for (const file of await files()) chosen.items.add(file);
    input.multiple = chosen.files.length > 1;
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    box.close();
  };

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-camera-open]");
    if (pressed) open(pressed);
  });

  part("shot").addEventListener("click", () => {
    const video = part("video");
    if (video.videoWidth) add(drawn(video, video.videoWidth, video.videoHeight));
  });

  part("phone").addEventListener("change", async (event) => {
    for (const file of event.target.files) {
      try {
        const picture = await createImageBitmap(file);
        add(drawn(picture, picture.width, picture.height));
      } catch {
        say(box.dataset.unreadable);
      }
    }
    event.target.value = "";
  });

  part("which").addEventListener("change", (event) => start(event.target.value));
  part("use").addEventListener("click", attach);
  part("close").addEventListener("click", () => box.close());
  box.addEventListener("close", () => {
    stop();
    pages = [];
    if (button) button.focus();
  });
})();
