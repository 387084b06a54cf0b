// What charts are put together of, from top to bottom: paragraphs, the plot with
// its marks, its legend, paragraphs.
"use strict";

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

// tipOf is what all tips have in common: they are drawn within the canvas.
const tipOf = (plot, more) => ({
  renderMode: "richText", confine: true, transitionDuration: 0, backgroundColor: "#fff", borderColor: plot.style.faint, borderWidth: 1, padding: 8, textStyle: { color: plot.style.ink }, ...more,
});
