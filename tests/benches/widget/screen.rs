//! When something is on screen: seen by a script that runs before any of the page's own.

/// Remembers every shadow root, closed ones included, and offers two promises. `bench.first` settles with
/// the time, since the navigation, at which the first frame with a prompt of some size has been
/// painted, Koe's or the peer's; movement is reduced, so that frame shows the whole of it.
/// `bench.seen()` does so for a prompt asked for later, `bench.gone()` when there is none any more.
/// No frame is asked for before a prompt is in the document: on a slow processor frames cost both
/// sides more than the prompt does. `bench.taken()` settles with the time at which Koe's module has
/// taken a prompt over; until then its question stands alone.
pub(crate) const SEE: &str = r"
{
  const references = [];
  const roots = () => references.map((reference) => reference.deref()).filter(Boolean);
  const has = () => roots().some((root) => {
    const prompt = root.isConnected && root.querySelector('[data-koe=panel], .ph-survey');
    const box = prompt && prompt.getBoundingClientRect();
    return box && box.width > 0 && box.height > 0;
  });
  const waiting = new Set();
  const changed = () => waiting.forEach((look) => look());
  const observer = new MutationObserver(changed);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    references.push(new WeakRef(root));
    observer.observe(root, { childList: true, subtree: true });
    return root;
  };
  const painted = () => new Promise((settle) => {
    const frame = () => requestAnimationFrame(() =>
      has() ? requestAnimationFrame(() => settle(performance.now())) : frame());
    frame();
  });
  const seen = () => new Promise((settle, fail) => {
    const look = () => {
      if (!roots().some((root) => root.childElementCount)) return;
      waiting.delete(look);
      settle(painted());
    };
    waiting.add(look);
    look();
    setTimeout(() => waiting.has(look) && fail('no prompt within 20 s'), 20_000);
  });
  const taken = async () => {
    while (!roots().some((root) => root.querySelector('[data-state]'))) await new Promise(requestAnimationFrame);
    return performance.now();
  };
  const gone = async () => {
    while (has()) await new Promise(requestAnimationFrame);
  };
  const first = seen();
  first.catch(() => {}); // where nothing prompts, nobody waits for it
  window.bench = { seen, taken, gone, first };
}";
