/* Draws every [data-flow] with bpmn-js and marks where its tokens are. The list beside it stays for whoever cannot see it. */
"use strict";

(() => {
  const SMALLEST = 0.8;
  const LINE = "#5c6877";
  const INK = "#17212f";
  const MARGIN = 14;
  const LOGO = 34;
  const STILL = { moveCanvas: ["value", null], zoomScroll: ["value", null], keyboardMove: ["value", null] };

  async function source(flow) {
    const inline = flow.querySelector('script[type="application/xml"]');
    if (inline) return inline.textContent;
    const answer = await fetch(flow.dataset.src, { headers: { Accept: "application/xml" } });
    if (!answer.ok) throw new Error(`${flow.dataset.src}: ${answer.status}`);
    return answer.text();
  }

  function mark(viewer, marks) {
    const canvas = viewer.get("canvas");
    const known = viewer.get("elementRegistry");
    for (const [state, nodes] of Object.entries(marks)) {
      for (const node of nodes) if (known.get(node)) canvas.addMarker(node, state);
    }
  }

  function reach(viewer) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    viewer.get("elementRegistry").forEach((one) => {
      if (one.width === undefined || !one.parent) return;
      left = Math.min(left, one.x);
      top = Math.min(top, one.y);
      right = Math.max(right, one.x + one.width);
      bottom = Math.max(bottom, one.y + one.height);
    });
    return { x: left - MARGIN, y: top - MARGIN, width: right - left + 2 * MARGIN, height: bottom - top + 2 * MARGIN };
  }

  function fit(viewer, box, inner) {
    const area = reach(viewer);
    const scale = Math.max(SMALLEST, Math.min(1, box.clientWidth / area.width));
    const width = Math.max(area.width * scale, box.clientWidth);
    inner.style.width = `${width}px`;
    inner.style.height = `${Math.max(area.height * scale, 90) + LOGO}px`;
    const canvas = viewer.get("canvas");
    canvas.resized();
    const space = Math.max(0, width / scale - area.width) / 2;
    canvas.viewbox({ x: area.x - space, y: area.y, width: width / scale, height: inner.clientHeight / scale });
    box.toggleAttribute("tabindex", false);
    if (width > box.clientWidth + 1) box.tabIndex = 0;
    return { area, scale, space };
  }

  function showCurrent(viewer, box, { area, scale, space }, current) {
    const node = current && viewer.get("elementRegistry").get(current);
    if (!node) return;
    const middle = (node.x + node.width / 2 - area.x + space) * scale;
    box.scrollLeft = Math.max(0, middle - box.clientWidth / 2);
  }

  async function draw(flow) {
    const marks = JSON.parse(flow.dataset.marks || "{}");
    const box = flow.querySelector("[data-flow-box]");
    const xml = await source(flow);
    const inner = document.createElement("div");
    box.replaceChildren(inner);
    box.hidden = false;
    const viewer = new window.BpmnJS({
      container: inner,
      additionalModules: [STILL],
      bpmnRenderer: { defaultStrokeColor: LINE, defaultLabelColor: INK },
      textRenderer: { defaultStyle: { fontFamily: getComputedStyle(flow).fontFamily, fontSize: 13 } },
    });
    await viewer.importXML(xml);
    mark(viewer, marks);
    // The bpmn.io logo stays in sight while the picture scrolls under it.
    box.parentElement.append(inner.querySelector(".bjs-powered-by"));
    const place = () => showCurrent(viewer, box, fit(viewer, box, inner), (marks.current || [])[0]);
    place();
    let width = box.clientWidth;
    new ResizeObserver(() => {
      if (box.clientWidth !== width) { width = box.clientWidth; place(); }
    }).observe(box);
    flow.querySelector("[data-flow-list]").open = false;
    const legend = flow.querySelector("[data-flow-legend]");
    legend.hidden = !Object.values(marks).some((nodes) => nodes.length);
  }

  function fail(flow, reason) {
    flow.querySelector("[data-flow-box]").hidden = true;
    flow.querySelector("[data-flow-list]").open = true;
    flow.dataset.failed = "";
    console.warn("flow picture", reason);
  }

  function start(root) {
    for (const flow of root.querySelectorAll("[data-flow]:not([data-drawn]):not([data-failed])")) {
      flow.dataset.drawn = "";
      draw(flow).catch((reason) => fail(flow, reason));
    }
  }

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
