// Comfort in the panel: live progress is said and focused, colours show their contrast, files can be dropped.
// Everything on the pages works without this file.
"use strict";

document.documentElement.classList.add("live");

document.addEventListener("htmx:afterSettle", () => {
  const heading = document.querySelector("[data-says]");
  const said = document.getElementById("said");
  if (!heading || !said || said.textContent) return;
  said.textContent = heading.dataset.says;
  if (document.activeElement === document.body || !document.activeElement) heading.focus({ preventScroll: true });
});

function luminance(hex) {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

for (const box of document.querySelectorAll("[data-colour]")) {
  const told = document.querySelector(`.contrast[data-for="${box.id}"]`);
  const picker = document.createElement("input");
  picker.type = "color";
  picker.setAttribute("aria-label", "Pick the colour");
  const both = document.createElement("div");
  both.className = "picker";
  box.replaceWith(both);
  both.append(box, picker);
  const is = (value) => /^#[0-9a-f]{6}$/i.test(value);
  let row = null;
  if (told) {
    row = told.querySelector("li").cloneNode(true);
    row.querySelector("strong").textContent = "Yours";
    row.setAttribute("aria-live", "polite");
    told.querySelector("ul").append(row);
  }
  const show = () => {
    const colour = box.value.trim();
    if (is(colour)) picker.value = colour.toLowerCase();
    if (!row) return;
    row.hidden = !is(colour);
    if (row.hidden) return;
    const found = ratio(colour, told.dataset.background);
    const enough = found >= Number(told.dataset.needed);
    row.querySelector("text").setAttribute("fill", colour);
    row.querySelector("code").textContent = colour.toUpperCase();
    row.querySelector(".ratio").textContent = `${(Math.floor(found * 100) / 100).toFixed(2)}:1 ${enough ? "✓ enough" : "✕ too little"}`;
  };
  picker.addEventListener("input", () => { box.value = picker.value.toUpperCase(); show(); });
  box.addEventListener("input", show);
  show();
}

for (const form of document.querySelectorAll(".drop")) {
  const input = form.querySelector("input[type=file]");
  if (!input) continue;
  form.querySelector(".drop-hint").hidden = false;
  const over = (event) => { event.preventDefault(); form.classList.add("over"); };
  form.addEventListener("dragenter", over);
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}
