// Charts are pictures (SVG) that need no script; this saves one as PNG.
"use strict";

for (const button of document.querySelectorAll("button[data-png]")) {
  const chart = document.querySelector(".chart img");
  if (!chart) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
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
