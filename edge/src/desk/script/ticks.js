// One tick for all rows of a list. Without a script each row has its own.
for (const all of document.querySelectorAll("[data-ticks]")) {
  const own = all.closest("form").querySelectorAll(`[name^="${all.dataset.ticks}"]`);
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const tick of own) tick.checked = all.checked;
  });
}
