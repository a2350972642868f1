// Narrows the scope sections to what the search box says, and keeps the counts of chosen scopes true.
"use strict";

const filter = document.getElementById("scope-filter");
const result = document.getElementById("scope-filter-result");
const sections = [...document.querySelectorAll(".scope-section")];
const openedByHand = new Set(sections.filter((section) => section.open));

function narrow() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const section of sections) {
    const heading = section.querySelector("h2").textContent.toLowerCase();
    let matches = 0;
    for (const item of section.querySelectorAll("li")) {
      const text = `${heading} ${item.textContent.toLowerCase()}`;
      item.hidden = !words.every((word) => text.includes(word));
      matches += item.hidden ? 0 : 1;
    }
    shown += matches;
    section.hidden = matches === 0;
    section.open = words.length > 0 ? matches > 0 : openedByHand.has(section);
  }
  result.textContent = words.length > 0 ? `${shown} endpoints found` : "";
}

function count(section) {
  section.querySelector(".chosen").textContent = section.querySelectorAll("input:checked").length;
}

filter.addEventListener("input", narrow);
filter.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault(); // Enter in the search box must not save the key
  }
});
for (const section of sections) {
  section.addEventListener("change", () => count(section));
  section.querySelector("summary").addEventListener("click", () => {
    // Runs before the section toggles.
    if (section.open) {
      openedByHand.delete(section);
    } else {
      openedByHand.add(section);
    }
  });
  count(section);
}
