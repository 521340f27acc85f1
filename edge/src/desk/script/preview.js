// The preview follows what is typed. Each one is loaded into a frame of its own, which takes the place of the one
// before once it is there: nothing flickers, and the browser's history stays as it is.
for (const button of document.querySelectorAll("button[data-preview]")) {
  const form = button.form;
  let shown = document.querySelector("aside.preview iframe");
  let waiting, coming, made = 0;
  const show = () => {
    // A frame goes by the name that it was made with.
    const next = shown.cloneNode();
    next.name = `preview-${++made}`;
    next.hidden = true;
    coming?.remove();
    coming = next;
    shown.after(next);
    next.addEventListener("load", () => {
      if (next !== coming || next.contentWindow.location.href === "about:blank") return;
      const top = shown.contentWindow.scrollY;
      next.hidden = false;
      shown.remove();
      shown = next;
      coming = undefined;
      next.contentWindow.scrollTo(0, top);
    });
    button.formTarget = next.name;
    form.requestSubmit(button);
    button.formTarget = shown.name;
  };
  button.hidden = matchMedia("(min-width: 1000px)").matches;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 400);
  });
  show();
}
