//! When something is on screen: seen by a script that runs before any of the page's own.

/// Keeps every shadow root, closed ones included, and offers two promises. `bench.first` settles with
/// the time, since the navigation, at which the first frame with a prompt of some size has been
/// painted, Koe's or the peer's; movement is reduced, so that frame shows the whole of it.
/// `bench.seen()` does so for a prompt asked for later, `bench.gone()` when there is none any more.
pub(crate) const SEE: &str = r"
{
  const roots = [];
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    roots.push(root);
    return root;
  };
  const has = () => roots.some((root) => {
    const prompt = root.isConnected && root.querySelector('[data-koe=panel], .ph-survey');
    const box = prompt && prompt.getBoundingClientRect();
    return box && box.width > 0 && box.height > 0;
  });
  const frame = () => new Promise(requestAnimationFrame);
  const until = async (condition) => {
    while (!condition()) await frame();
    await frame();
    return performance.now();
  };
  const seen = () => until(has);
  const gone = () => until(() => !has());
  window.bench = { seen, gone, first: seen() };
}";
