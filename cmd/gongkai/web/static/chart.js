// Charts are pictures (SVG) that need no script. With one they are drawn by
// Apache ECharts from the data beside the picture, which then only prints. All
// labels are plain text in a canvas: nothing of them becomes markup.
"use strict";

// Live charts, by their figure.
const live = new Map();

// show draws a chart in the place of its picture.
const show = (figure, block) => {
  const plot = JSON.parse(block.textContent), say = block.dataset;
  const place = document.createElement("div"), reading = document.createElement("p");
  place.className = "plot";
  place.tabIndex = 0;
  place.setAttribute("role", "application");
  place.setAttribute("aria-label", plot.title);
  place.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight Home End");
  reading.className = "reading";
  reading.setAttribute("role", "status");
  block.after(place, reading);

  const hidden = new Set(), usual = plot.style.margin;
  const chart = echarts.init(place, null, { renderer: "canvas", width: place.clientWidth, height: 100 });
  let all = [], stops = [], at = -1, width = 0;
  const draw = () => {
    if (!(width = place.clientWidth)) return;
    plot.style.margin = width < 500 ? Math.min(usual, 12) : usual;
    const made = plot.kind === "rows" ? inRows(plot, width) : overYears(plot, width, hidden);
    if (made.option.legend) made.option.legend.selected = Object.fromEntries([...hidden].map((name) => [name, false]));
    [all, at] = [made.stops, -1];
    stops = all.filter((s) => !hidden.has(s.line));
    chart.resize({ width, height: made.height });
    chart.setOption({ animation: false, backgroundColor: "#fff", textStyle: { fontFamily: plot.style.fonts }, ...made.option }, true);
  };
  // read goes to a point and says it; where there is none it goes away.
  const act = (type) => stops[at] && chart.dispatchAction({ type, seriesIndex: stops[at].seriesIndex, dataIndex: stops[at].dataIndex });
  const read = (i) => {
    act("downplay");
    at = stops[i] ? i : -1;
    reading.textContent = stops[at]?.words ?? "";
    if (at < 0) chart.dispatchAction({ type: "hideTip" });
    act("highlight");
    act("showTip");
  };
  chart.on("legendselectchanged", ({ name, selected }) => {
    read(-1);
    hidden[selected[name] ? "delete" : "add"](name);
    stops = all.filter((s) => !hidden.has(s.line));
    reading.textContent = `${plot.lines[name]?.label ?? plot.othersText}: ${selected[name] ? say.shown : say.hidden}`;
  });
  place.addEventListener("keydown", (event) => {
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    const line = plot.lines?.length > 1 && /^[1-8]$/.test(event.key) && plot.lines[event.key - 1] ? String(event.key - 1) : "";
    if (event.ctrlKey || event.altKey || event.metaKey || (to === undefined && !line)) return;
    event.preventDefault();
    if (line) chart.dispatchAction({ type: "legendToggleSelect", name: line });
    else read(Math.min(Math.max(to, 0), stops.length - 1));
  });
  place.addEventListener("focus", () => place.matches(":focus-visible") && (reading.textContent = plot.lines?.length > 1 ? say.keysLines : say.keys));
  place.addEventListener("blur", () => read(-1));
  new ResizeObserver(() => place.clientWidth !== width && draw()).observe(place);
  try {
    draw();
  } catch (broken) { // the picture stays
    chart.dispose();
    place.remove();
    reading.remove();
    throw broken;
  }
  figure.classList.add("live");
  live.set(figure, { chart, quiet: () => read(-1) });
};

const blocks = typeof echarts === "undefined" ? [] : document.querySelectorAll('.chart script[type="application/json"]');
for (const block of blocks) show(block.closest(".chart"), block);

// A chart is saved as it is shown, with twice as many pixels: for print.
for (const button of document.querySelectorAll("button[data-png]")) {
  const figure = button.closest(".chart") ?? document.querySelector(".chart");
  if (!live.has(figure)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const { chart, quiet } = live.get(figure);
    quiet();
    chart.renderToCanvas({ pixelRatio: 2, backgroundColor: "#fff" }).toBlob((png) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(png);
      link.download = button.dataset.png;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    });
  });
}
