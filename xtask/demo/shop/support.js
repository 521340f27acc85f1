// Repairs and help: a form that goes nowhere, and the touchpoint after it.

const form = document.querySelector("#support");
const sent = document.querySelector("[data-part=sent]");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  form.hidden = true;
  sent.hidden = false;
  const heading = sent.querySelector("h2");
  heading.focus();
  heading.scrollIntoView({ block: "nearest" });
  window.koe("touchpoint", "after-support");
});
