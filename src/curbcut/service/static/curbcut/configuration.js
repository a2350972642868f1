// Copy buttons and live progress. Everything on the page works without this file.
"use strict";

const said = document.getElementById("copied");
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break; // plain http beyond this machine
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = "Copied."; });
    const label = button.firstChild;
    label.textContent = "Copied";
    setTimeout(() => { label.textContent = button.dataset.label; }, 1500);
  });
  button.dataset.label = button.firstChild.textContent;
}

const card = document.getElementById("state");
if (card && (card.dataset.state === "checking" || card.dataset.state === "awaiting-grant")) {
  const bar = document.getElementById("check-progress");
  const ask = async () => {
    let now = null;
    try {
      const answer = await fetch(card.dataset.statusUrl, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return; // signed out meanwhile
      now = await answer.json();
    } catch {
      setTimeout(ask, 5000); // the service is being restarted
      return;
    }
    const isNews = now.state !== card.dataset.state || String(now.is_overdue) !== card.dataset.overdue;
    if (isNews) { location.replace(location.pathname + location.search); return; }
    if (bar) bar.value = now.progress;
    setTimeout(ask, card.dataset.overdue === "true" ? 5000 : 700);
  };
  setTimeout(ask, 700);
}
