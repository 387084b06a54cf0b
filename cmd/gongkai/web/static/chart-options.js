// What ECharts is told to draw: lines and bars over years, and bars across. It
// makes no element and hears no event.
"use strict";

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
      xAxis: { type: "value", position: "top", splitNumber: Math.max(2, Math.min(5, Math.floor((width - left - margin - text) / 70))), axisLabel: { color: faint, fontSize: smallSize, fontFamily: fonts, formatter: number, hideOverlap: true }, splitLine: { lineStyle: { color: pale } } },
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
