// Nothing here is needed to read the pages: it only makes them handier.
"use strict";

// Suggestions of names below a search field that names the lists they come from;
// what is filled in may be a code with the name beside it.
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = field.id + "-list";
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const text = field.value.trim();
    if (text.length < 2) return;
    waiting = setTimeout(async () => {
      const lists = field.dataset.suggest.split(" ").map(async (address) => {
        const answer = await fetch(address + "?limit=8&name=" + encodeURIComponent(text));
        return answer.ok ? (await answer.json()).rows.map((row) => [row.full_name ?? row.name, row[field.dataset.suggestValue]]) : [];
      });
      const found = new Map((await Promise.all(lists)).flat().map(([name, value]) => [value ?? name, name]));
      if (field.value.trim() === text) list.replaceChildren(...[...found].map(([value, name]) => new Option(name, value)));
    }, 150);
  });
}
