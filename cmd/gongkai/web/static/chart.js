// Charts are pictures (SVG) that need no script. With one they are drawn by
// Apache ECharts from the data beside the picture, which then only prints. All
// labels are plain text in a canvas: nothing of them becomes markup.
"use strict";

// How a picture looks within, from top to bottom: paragraphs, the plot, its
// legend, paragraphs.

// paragraph is text over the whole width, as one of ECharts' titles.
const paragraph = (plot, width, text, size, color, weight) => {
  const m = plot.style.margin;
  const textStyle = { fontSize: size, lineHeight: size * 1.4, color, fontWeight: weight, fontFamily: plot.style.fonts, width: width - 2 * m, overflow: "break" };
  const drawn = new echarts.graphic.Text({ style: { ...textStyle, text } });
  return { height: drawn.getBoundingRect().height, title: { text, textStyle, left: m, padding: 0 } };
};

// textWidth is how wide text of the plot is.
const textWidth = (plot, text, size) => new echarts.graphic.Text({ style: { text, fontSize: size, fontFamily: plot.style.fonts } }).getBoundingRect().width;

// number writes a value of an axis, thousands set apart.
const number = (v) => v.toLocaleString("en-US", { maximumFractionDigits: 9 }).replace("-", "−");

// plain keeps ECharts from taking braces in text of a tip for styles.
const plain = (text) => text.replaceAll("{", "{\u200b");

// signSize is that of a line's sign.
const signSize = (line) => {
  const box = echarts.graphic.makePath(line.sign).getBoundingRect();
  return [box.width, box.height];
};

// legendOf names the lines in columns; a click there takes a line off or brings it back.
const legendOf = (plot, width) => {
  const { margin, textSize, fonts, ink, other } = plot.style;
  const entries = plot.lines.map((l, i) => ({ name: String(i), label: l.label, icon: "path://" + l.sign, itemStyle: { color: l.colour } }));
  if (plot.others) entries.push({ name: "others", label: plot.othersText, icon: "rect", itemStyle: { color: other } });
  if (entries.length < 2) return { height: 0, legend: { show: false, data: entries } };
  const sign = 12, row = textSize * 1.4, gap = 6, room = width - 2 * margin;
  const label = Math.min(Math.max(...entries.map((e) => textWidth(plot, e.label, textSize))) + 14, room - sign - gap);
  const columns = Math.max(1, Math.floor((room + gap) / (sign + label + 2 * gap)));
  return {
    height: Math.ceil(entries.length / columns) * (row + gap),
    legend: {
      data: entries, left: margin, width: room + 1, padding: 0, itemWidth: sign, itemHeight: sign, itemGap: gap, symbolKeepAspect: true, inactiveColor: "#8c8c8c",
      formatter: (name) => entries.find((e) => e.name === name).label,
      textStyle: { color: ink, fontSize: textSize, fontFamily: fonts, lineHeight: row, width: label, overflow: "truncate", padding: [0, 0, 0, gap - 5] },
    },
  };
};

// marksOf draws where the form changes: a dotted line, its text above in a row
// where it covers no other.
const marksOf = (plot, x, left, right) => {
  const { smallSize, faint, fonts } = plot.style;
  const ends = [], step = smallSize * 1.4;
  const data = (plot.marks ?? []).map((mark) => {
    const wide = textWidth(plot, mark.text, smallSize);
    let align = "center", from = x(mark.at) - wide / 2;
    if (from < left) [align, from] = ["left", x(mark.at)];
    else if (from + wide > right) [align, from] = ["right", x(mark.at) - wide];
    let row = ends.findIndex((end) => end <= from);
    if (row < 0) row = ends.length;
    ends[row] = from + wide + 12;
    return { xAxis: mark.at, label: { formatter: () => mark.text, align, distance: [0, 5 + row * step] } };
  });
  const markLine = {
    silent: true, symbol: "none", animation: false, data, lineStyle: { color: faint, width: 1, type: [2, 3] },
    label: { position: "end", color: faint, fontSize: smallSize, fontFamily: fonts },
  };
  return { height: ends.length * step, series: { type: "line", name: "marks", data: [], markLine } };
};

// joined is where lines of a kind go from year to year: there is a break before
// each point that they do not come to.
const joined = (points, joint) => points.flatMap((p, i) => {
  if (joint === "solid") return p.joint === "solid" || i === 0 ? [[p.year, p.value]] : [[p.year, null], [p.year, p.value]];
  return p.joint === joint ? [[p.year, null], [points[i - 1].year, points[i - 1].value], [p.year, p.value]] : [];
});

// linesOf are the series of lines, the grey ones first.
const linesOf = (plot) => {
  const others = (joint, more) => ({
    type: "line", name: "others", silent: true, symbol: "circle", symbolSize: 3, showAllSymbol: true, color: plot.style.other, lineStyle: { width: 1, ...more },
    data: plot.others.flatMap((points) => [[plot.from, null], ...joined(points, joint)]),
  });
  const dashes = plot.lines.map((l, i) => ({
    type: "line", name: String(i), silent: true, symbol: "none", color: l.colour, lineStyle: { width: 2, type: [6, 4] }, data: joined(l.points, "dashed"),
  }));
  const lines = plot.lines.map((l, i) => ({
    type: "line", name: String(i), symbol: "path://" + l.sign, symbolSize: signSize(l), showAllSymbol: true, z: 3, color: l.colour, lineStyle: { width: 2 },
    itemStyle: { borderColor: "#fff", borderWidth: 1 }, emphasis: { scale: 1.7, itemStyle: { borderColor: "#000", borderWidth: 1 } }, data: joined(l.points, "solid"),
  }));
  return [...(plot.others ? [others("solid"), others("dashed", { type: [6, 4] })] : []), ...dashes, ...lines];
};

// barsOf are the series of bars beside each other, with the signs of their lines.
const barsOf = (plot) => plot.lines.map((l, i) => {
  const values = new Map(l.points.map((p) => [p.year, p.value]));
  const data = [];
  for (let year = plot.from; year <= plot.to; year++) data.push([year, values.get(year) ?? null]); // each year has its room
  const signed = l.points.filter((p) => plot.lines.length > 1 || p.value === 0); // zero is no gap
  return {
    type: "bar", name: String(i), color: l.colour, barCategoryGap: "20%", barGap: "5%", data, emphasis: { itemStyle: { borderColor: "#000", borderWidth: 2 } },
    markPoint: {
      silent: true, animation: false, symbol: "path://" + l.sign, symbolSize: signSize(l), label: { show: false },
      itemStyle: { color: l.colour, borderColor: "#fff", borderWidth: 1 }, data: signed.map((p) => ({ coord: [p.year, p.value] })),
    },
  };
});

// pile puts paragraphs below each other.
const pile = (plot, width) => {
  const titles = [];
  return {
    titles, y: plot.style.margin,
    put(text, size, color, { weight = "normal", before = 0, ...more } = {}) {
      if (!text) return;
      const one = paragraph(plot, width, text, size, color, weight);
      titles.push({ ...one.title, ...more, top: (this.y += before) });
      this.y += one.height;
    },
  };
};

// headOf are the paragraphs above a plot.
const headOf = (plot, width) => {
  const { smallSize, textSize, titleSize, ink, faint } = plot.style;
  const all = pile(plot, width);
  all.put(plot.title, titleSize, ink, { weight: "bold" });
  all.put(plot.subtitle, textSize, faint, { before: 2 });
  all.put(plot.unit, smallSize, faint, { before: 10 });
  return all;
};

// yearsOf is the axis of the years, with the number of reports below each where
// there is one line, and room.
const yearsOf = (plot, x, inset) => {
  const { smallSize, fonts, ink, faint } = plot.style;
  const alone = plot.lines.length === 1 && !plot.othersText;
  const counts = new Map(alone ? plot.lines[0].points.map((p) => [p.year, `n=${p.n}`]) : []);
  const room = x(plot.from + 1) - x(plot.from);
  const counted = alone && Math.max(...[...counts.values()].map((c) => textWidth(plot, c, smallSize))) + 4 <= room;
  const labelled = [];
  for (let year = plot.from; year <= plot.to; year += Math.ceil(34 / room)) labelled.push(year);
  return {
    height: counted ? 36 : 22,
    axis: {
      type: "value", min: plot.from - inset, max: plot.to + inset, containShape: false, splitLine: { show: false }, axisLine: { lineStyle: { color: faint } }, axisTick: { customValues: labelled, length: 4 },
      axisLabel: {
        customValues: labelled, color: ink, fontSize: smallSize, fontFamily: fonts, lineHeight: 14, hideOverlap: false,
        formatter: (year) => (counted && counts.has(year) ? `${year}\n${counts.get(year)}` : String(year)),
      },
    },
  };
};

// overYears is the option of lines and bars over years.
const overYears = (plot, width, hidden) => {
  const { margin, smallSize, height, fonts, faint, pale } = plot.style;
  const left = margin + 40, right = width - margin; // about: what lies between is up to the values' labels
  const inset = plot.kind === "bars" ? 0.5 : Math.min(0.5, (24 * (plot.to - plot.from)) / (right - left)) || 0.5;
  const x = (year) => left + ((year - plot.from + inset) / (plot.to - plot.from + 2 * inset)) * (right - left);
  const marks = marksOf(plot, x, left, right), legend = legendOf(plot, width), years = yearsOf(plot, x, inset);

  const all = headOf(plot, width);
  const top = all.y + 8 + marks.height;
  all.y = top + height + years.height;
  all.put(plot.years, smallSize, faint, { before: 2, left: (left + right) / 2, textAlign: "center" });
  legend.legend.top = all.y + 10;
  all.y += legend.height && legend.height + 10;
  for (const note of [plot.others ? "" : plot.othersText, ...(plot.notes ?? [])]) all.put(note, smallSize, faint, { before: 2 });

  const series = [...(plot.kind === "bars" ? barsOf(plot) : linesOf(plot)), marks.series];
  // The place of each point among the data of its series, for the keyboard.
  const stops = plot.lines.flatMap((l, i) => {
    const seriesIndex = series.findLastIndex((s) => s.name === String(i));
    return l.points.map((p) => ({
      line: String(i), words: `${l.label}, ${p.year}: ${p.text}`, seriesIndex, dataIndex: series[seriesIndex].data.findIndex((d) => d[0] === p.year && d[1] !== null),
    }));
  });
  const tip = (params) => {
    const year = Math.round(params[0].axisValue);
    const said = plot.lines.flatMap((l, i) => (hidden.has(String(i)) ? [] : l.points.filter((p) => p.year === year).map((p) => (plot.lines.length > 1 ? `${l.label}: ` : "") + p.text)));
    return said.length ? plain([year, ...said].join("\n")) : "";
  };
  return {
    height: all.y + margin, stops,
    option: {
      title: all.titles, legend: legend.legend, series, xAxis: years.axis,
      grid: { left: margin, right: margin, top, height: height + years.height, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      yAxis: { type: "value", axisLabel: { color: faint, fontSize: smallSize, fontFamily: fonts, formatter: number }, splitLine: { lineStyle: { color: pale } } },
      tooltip: tipOf(plot, { trigger: "axis", formatter: tip, axisPointer: { type: "line", snap: true, lineStyle: { color: faint } } }),
    },
  };
};

// tipOf is what all tips have in common: they are drawn within the canvas.
const tipOf = (plot, more) => ({
  renderMode: "richText", confine: true, transitionDuration: 0, backgroundColor: "#fff", borderColor: plot.style.faint, borderWidth: 1, padding: 8, textStyle: { color: plot.style.ink }, ...more,
});

// inRows is the option of bars across.
const inRows = (plot, width) => {
  const { margin, smallSize, textSize, barHeight, barStep, fonts, ink, faint, pale, bar } = plot.style;
  const named = plot.rows.map((r) => (r.rank ? `${r.rank}  ${r.label}` : r.label));
  const label = Math.min(Math.max(...named.map((n) => textWidth(plot, n, textSize))) + 2, 0.4 * width);
  const text = Math.max(0, ...plot.rows.filter((r) => r.value !== null).map((r) => textWidth(plot, r.text, smallSize)));
  const left = margin + label + 8;
  const all = headOf(plot, width);
  const top = all.y + 24, height = plot.rows.length * barStep;
  all.y = top + height + 8;
  for (const note of plot.notes ?? []) all.put(note, smallSize, faint, { before: 2 });
  const saying = (color) => ({ show: true, position: "right", distance: 6, color, fontSize: smallSize, fontFamily: fonts, formatter: (p) => plot.rows[p.dataIndex].text });
  const common = { type: "bar", barWidth: barHeight, barGap: "-100%" };
  return {
    height: all.y + margin,
    stops: plot.rows.flatMap((r, i) => (r.value === null ? [] : [{ seriesIndex: 0, dataIndex: i, words: `${r.label}: ${r.text}` }])),
    option: {
      title: all.titles,
      grid: { left, right: margin + text + 10, top, height, outerBoundsMode: "none" },
      xAxis: { type: "value", position: "top", axisLabel: { color: faint, fontSize: smallSize, fontFamily: fonts, formatter: number, hideOverlap: true }, splitLine: { lineStyle: { color: pale } } },
      yAxis: {
        type: "category", inverse: true, data: named, axisTick: { show: false }, axisLine: { lineStyle: { color: faint } },
        axisLabel: { interval: 0, color: ink, fontSize: textSize, fontFamily: fonts, width: label, overflow: "truncate", formatter: (name) => name },
      },
      series: [
        { ...common, color: bar, data: plot.rows.map((r) => r.value), label: saying(ink), emphasis: { itemStyle: { borderColor: "#000", borderWidth: 2 } } },
        // Why there is no value stands where a bar would begin.
        { ...common, silent: true, color: "transparent", data: plot.rows.map((r) => (r.value === null ? 0 : null)), label: saying(faint) },
      ],
      tooltip: tipOf(plot, { trigger: "axis", axisPointer: { type: "none" }, formatter: (params) => plain(`${named[params[0].dataIndex]}: ${plot.rows[params[0].dataIndex].text}`) }),
    },
  };
};

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
  figure.classList.add("live");

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
  draw();
  live.set(figure, { chart, quiet: () => read(-1) });
};

for (const block of document.querySelectorAll('.chart script[type="application/json"]')) show(block.closest(".chart"), block);

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
