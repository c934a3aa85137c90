/* The viewer of files: pictures and PDF inside the page, beside what is to be decided. Without it the links open by themselves. */
"use strict";

(() => {
  const viewer = document.querySelector("[data-viewer]");
  if (!viewer || !viewer.showModal) return;
  const part = (name) => viewer.querySelector(`[data-viewer-${name}]`);
  const wide = matchMedia("(min-width: 901px)");
  const links = () => [...document.querySelectorAll("a[data-preview]")];
  let current = null;

  /* On a wide screen the column with the decision stays free: the viewer ends where it begins. */
  const place = () => {
    const aside = document.querySelector("main .cols > aside");
    const beside = Boolean(aside) && wide.matches;
    viewer.classList.toggle("beside", beside);
    viewer.style.width = beside ? `${Math.floor(aside.getBoundingClientRect().left - 12)}px` : "";
    return beside;
  };

  const ready = () => part("stage").removeAttribute("aria-busy");

  const picture = (link) => {
    const image = new Image();
    image.alt = `${link.dataset.previewTitle} ${link.textContent}`;
    image.addEventListener("load", ready);
    image.addEventListener("error", () => {
      const words = document.createElement("p");
      words.textContent = viewer.dataset.broken;
      part("stage").replaceChildren(words);
      ready();
    });
    image.src = link.href;
    return image;
  };

  /* The file itself comes with a sandbox; the attribute of the frame would keep the browser's own viewer out. */
  const frame = (link) => {
    const inner = document.createElement("iframe");
    inner.title = `${link.dataset.previewTitle} ${link.textContent}`;
    inner.addEventListener("load", ready);
    inner.src = `${link.href}#navpanes=0`;
    return inner;
  };

  const show = (link) => {
    const all = links();
    current = link;
    part("title").textContent = link.dataset.previewTitle;
    part("place").textContent = `${all.indexOf(link) + 1} / ${all.length}`;
    for (const button of viewer.querySelectorAll("[data-viewer-go]")) {
      button.disabled = !all[all.indexOf(link) + Number(button.dataset.viewerGo)];
    }
    part("save").href = link.dataset.previewSave || link.href;
    part("alone").href = link.href;
    part("stage").setAttribute("aria-busy", "true");
    viewer.classList.toggle("pdf", link.dataset.preview === "pdf");
    part("stage").replaceChildren(link.dataset.preview === "pdf" ? frame(link) : picture(link));
    part("stage").scrollTo(0, 0);
  };

  const open = (link) => {
    if (!viewer.open) {
      if (place()) {
        viewer.show();
        document.querySelector("main .cols > aside .primary")?.scrollIntoView({ block: "nearest" });
      } else {
        viewer.showModal();
      }
    }
    show(link);
    part("title").focus();
  };

  const go = (way) => {
    const all = links();
    const next = all[all.indexOf(current) + way];
    if (next) show(next);
  };

  viewer.addEventListener("close", () => {
    part("stage").replaceChildren();
    if (current) current.focus();
    current = null;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-preview]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      open(link);
    }
  });

  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("[data-viewer-go]");
    if (button) go(Number(button.dataset.viewerGo));
    else if (event.target.closest("[data-viewer-close]")) viewer.close();
  });

  document.addEventListener("keydown", (event) => {
    if (!viewer.open || event.defaultPrevented) return;
    if (event.key === "Escape") viewer.close();
    else if (viewer.contains(event.target) && event.key === "ArrowLeft") go(-1);
    else if (viewer.contains(event.target) && event.key === "ArrowRight") go(1);
  });

  /* A window that becomes narrow or wide: opened anew in the manner that fits. */
  window.addEventListener("resize", () => {
    if (!viewer.open) return;
    const was = viewer.classList.contains("beside");
    if (place() === was) return;
    const link = current;
    current = null;
    viewer.close();
    open(link);
  });
})();
