// Beside the button that saves: how many fields differ from what the page came with.
for (const form of document.querySelectorAll("form[data-changed-one]")) {
  const told = form.querySelector("[data-changed]");
  const state = (field) => (field.type === "checkbox" ? String(field.checked) : field.value);
  const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  const before = new Map(fields.map((field) => [field, state(field)]));
  const count = () => {
    const changed = fields.filter((field) => state(field) !== before.get(field)).length;
    const words = changed === 1 ? form.dataset.changedOne : form.dataset.changedMany;
    told.textContent = changed ? words.replace("{n}", changed) : "";
  };
  form.addEventListener("input", count);
}
