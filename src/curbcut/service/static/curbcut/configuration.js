// Copy buttons and live progress. Everything on the page works without this file.
"use strict";

const said = document.getElementById("copied");
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = "Copied."; });
    const label = button.firstChild;
    const before = label.textContent;
    label.textContent = "Copied";
    setTimeout(() => { label.textContent = before; }, 1500);
  });
}

const card = document.getElementById("state");
if (card && (card.dataset.state === "checking" || card.dataset.state === "awaiting-grant")) {
  const bar = document.getElementById("check-progress");
  const ask = async () => {
    const answer = await fetch(card.dataset.statusUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const now = await answer.json();
    if (now.state !== card.dataset.state || String(now.is_overdue) !== card.dataset.overdue) { location.replace(`${location.pathname}${location.search}`); return; }
    if (bar) bar.value = now.progress;
    setTimeout(ask, 700);
  };
  setTimeout(ask, 700);
}
