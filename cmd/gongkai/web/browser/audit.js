// What is wrong with a page that is open, and where its links lead.
(() => {
  "use strict";
  const wrong = [];
  const short = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const shown = (e) => e.checkVisibility({ visibilityProperty: true });
  const spoken = (e) => {
    const by = (e.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)?.textContent || "");
    const labels = [...(e.labels || [])].map((l) => l.textContent);
    return [e.getAttribute("aria-label"), ...by, ...labels, e.textContent, e.getAttribute("alt"), ...[...e.querySelectorAll("img[alt]")].map((i) => i.alt)].join("").trim();
  };

  const h1 = document.querySelectorAll("h1");
  if (h1.length !== 1) wrong.push(`${h1.length} headings of the first level`);
  let last = 0;
  for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(h.tagName[1]);
    if (level > last + 1) wrong.push(`a heading skips a level: ${short(h)}`);
    if (!h.textContent.trim()) wrong.push(`a heading without words: ${short(h)}`);
    last = level;
  }
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main part");
  if (!document.title.trim()) wrong.push("no title");
  const ids = new Set();
  for (const e of document.querySelectorAll("[id]")) {
    if (ids.has(e.id)) wrong.push(`two of one id: ${short(e)}`);
    ids.add(e.id);
  }
  for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls"]) {
    for (const e of document.querySelectorAll(`[${name}]`)) {
      for (const id of e.getAttribute(name).split(/\s+/)) if (!ids.has(id)) wrong.push(`${name} of nothing: ${short(e)}`);
    }
  }
  for (const a of document.querySelectorAll('a[href^="#"]')) {
    if (!ids.has(decodeURIComponent(a.hash.slice(1)))) wrong.push(`a link to no part of the page: ${short(a)}`);
  }
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href], summary")) {
    if (!(e instanceof HTMLSelectElement || e instanceof HTMLTextAreaElement ? spokenLabel(e) : spoken(e))) wrong.push(`without a name: ${short(e)}`);
    if (e.tabIndex > 0) wrong.push(`an order of its own: ${short(e)}`);
  }
  function spokenLabel(e) {
    return e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || [...e.labels].map((l) => {
      const copy = l.cloneNode(true);
      copy.querySelectorAll("select, textarea").forEach((c) => c.remove());
      return copy.textContent;
    }).join("").trim();
  }
  for (const f of document.querySelectorAll("form")) {
    if (!f.querySelector("button:not([type=button]), input[type=submit]")) wrong.push(`a form that cannot be sent: ${short(f)}`);
    if (f.method !== "get") wrong.push(`a form that does not ask by GET: ${short(f)}`);
  }
  for (const e of document.querySelectorAll("img:not([alt]), iframe:not([title])")) wrong.push(`without a name: ${short(e)}`);
  for (const e of document.querySelectorAll("svg")) {
    if (!e.closest("[aria-hidden=true]") && !(e.getAttribute("role") === "img" && (spoken(e) || e.querySelector("title")))) wrong.push(`a picture without a name: ${short(e)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.querySelector("th[scope]")) wrong.push(`a table without heads: ${short(table)}`);
    for (const th of table.querySelectorAll("th:not([scope])")) wrong.push(`a head of nothing: ${short(th)}`);
  }
  for (const e of document.querySelectorAll("[style]")) if (!e.closest("svg, .plot")) wrong.push(`a style within the page: ${short(e)}`);
  for (const e of document.querySelectorAll("*")) {
    for (const a of e.attributes) if (/^on/i.test(a.name)) wrong.push(`a script within the page: ${short(e)}`);
    if (e instanceof HTMLScriptElement && e.type !== "application/json" && !new URL(e.src || "about:blank", location).pathname.startsWith("/static/")) wrong.push(`a script from elsewhere: ${short(e)}`);
    if (e instanceof HTMLAnchorElement && !/^https?:$/.test(e.protocol)) wrong.push(`a link of a strange kind: ${short(e)}`);
  }

  // The page never scrolls sideways; wide tables do within their frames.
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > room) {
    const wide = [...document.body.querySelectorAll("*")].filter((e) => (e.getBoundingClientRect().right > room + 1 || e.clientWidth && e.scrollWidth > e.clientWidth + 1) && shown(e) && !e.closest(".scroll, pre"));
    wrong.push(`wider than the window by ${document.documentElement.scrollWidth - room}: ${wide.slice(-3).map(short).join(" | ")}`);
  }
  // What scrolls can be scrolled by keyboard.
  for (const e of document.querySelectorAll(".scroll, pre")) {
    if (e.scrollWidth > e.clientWidth + 1 && shown(e) && e.tabIndex < 0 && !e.querySelector("a[href], button, input, select")) wrong.push(`scrolls by mouse only: ${short(e)}`);
  }

  // Contrast of words with what is behind them, as WCAG 2 has it.
  const parse = (c) => (c.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
      if (c[3] > 0) return null; // mixed: not judged
    }
    return [255, 255, 255];
  };
  const pale = new Set();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = words.nextNode(); n; n = words.nextNode()) {
    const e = n.parentElement;
    if (!n.data.trim() || e.closest("svg, option, .hidden, .skip") || !shown(e)) continue;
    const back = behind(e);
    if (!back) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(parse(style.color)), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) pale.add(`contrast ${ratio.toFixed(2)}: ${short(e)}`);
  }
  wrong.push(...[...pale].slice(0, 5));

  return { wrong: wrong.slice(0, 30), lang: document.documentElement.lang, links: [...document.querySelectorAll("a[href]")].map((a) => a.href) };
})();
