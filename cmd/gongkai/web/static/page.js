// Nothing here is needed to read the pages: it only makes them handier.
"use strict";

// Suggestions of agencies below a search field that names where they come from.
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
      const answer = await fetch(field.dataset.suggest + "?limit=8&name=" + encodeURIComponent(text));
      if (!answer.ok || field.value.trim() !== text) return;
      list.replaceChildren(...(await answer.json()).rows.map((row) => new Option(row.name)));
    }, 150);
  });
}
