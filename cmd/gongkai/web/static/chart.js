// Charts are pictures (SVG) that need no script. With one they are read point by
// point, and saved as PNG.
"use strict";

// The value of the point below the pointer, or that the arrow keys have come to,
// stands below the chart.
for (const chart of document.querySelectorAll(".chart svg")) {
  const points = [...chart.querySelectorAll(".point")];
  if (!points.length) continue;
  const reading = document.createElement("p");
  reading.className = "reading";
  reading.setAttribute("role", "status");
  (chart.closest(".scroll") ?? chart).after(reading);
  chart.tabIndex = 0;
  let at = -1;
  const read = (i) => {
    if (i === at) return;
    points[at]?.classList.remove("at");
    points[(at = i)]?.classList.add("at");
    reading.textContent = points[at]?.querySelector("title").textContent ?? "";
  };
  const away = (point, event) => {
    const box = point.getBoundingClientRect();
    return Math.hypot(Math.max(box.left - event.clientX, 0, event.clientX - box.right), Math.max(box.top - event.clientY, 0, event.clientY - box.bottom));
  };
  chart.addEventListener("pointermove", (event) => {
    const distances = points.map((p) => away(p, event));
    const near = Math.min(...distances);
    read(near < 40 ? distances.indexOf(near) : -1);
  });
  chart.addEventListener("pointerleave", () => read(-1));
  chart.addEventListener("blur", () => read(-1));
  chart.addEventListener("keydown", (event) => {
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: points.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    read(Math.min(Math.max(to, 0), points.length - 1));
  });
}

for (const button of document.querySelectorAll("button[data-png]")) {
  const file = button.parentElement.querySelector('a[download$=".svg"]');
  button.hidden = false;
  button.addEventListener("click", async () => {
    const chart = new Image();
    chart.src = file.href;
    await chart.decode();
    const twice = 2; // for print and dense screens
    const canvas = document.createElement("canvas");
    canvas.width = chart.naturalWidth * twice;
    canvas.height = chart.naturalHeight * twice;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(chart, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((png) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(png);
      link.download = button.dataset.png;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    });
  });
}
