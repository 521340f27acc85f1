/**
 * What a visitor does in the prompt is no event of the page, and the page can't undo it. A page's shortcuts, focus traps and
 * copy protection listen on its document before an event comes to the prompt, and libraries close a dialog at a tap outside
 * it. So the events are met at the window, which is before all that, and end there. What the prompt itself listens to is
 * given on: keys always, taps where the page has kept them away.
 */

/** The events that end at the window. What the browser does about them it does all the same. */
const ENDING = [
  "keydown", "keypress", "keyup", "beforeinput", "compositionstart", "compositionupdate", "compositionend",
  "copy", "cut", "paste", "focusin", "focusout", "selectstart", "contextmenu", "wheel",
  "pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchmove", "touchend",
]; // prettier-ignore
/** Those that come to the prompt by themselves, and end when they leave it. */
const LEAVING = ["input", "click"];

const CAPTURE = { capture: true, passive: true };

/** Does what the browser would have done about a key, had the page not cancelled it before it came here. */
const restore = ({ type, key, ctrlKey, altKey, metaKey }: KeyboardEvent, field: HTMLElement): void => {
  const text = key.length == 1 && !metaKey && ctrlKey == altKey ? key : ""; // AltGr is both
  const typed = field.matches("textarea,input:not([type=checkbox],[type=radio])");
  if (typed && text) document.execCommand("insertText", false, text);
  else if (type == "keypress") return;
  else if (typed && key == "Backspace") document.execCommand("delete");
  else if (field.matches("textarea") && key == "Enter") document.execCommand("insertText", false, "\n");
  else if ((key == " " && field.matches("button,summary,input")) || (key == "Enter" && field.matches("button,summary,a"))) field.click();
};

/**
 * Begins to shield the prompt in this element; `focused` is called when the focus comes in, with where it was before. Returns
 * what ends it.
 */
export const shield = (element: HTMLElement, root: ShadowRoot, focused: (from: EventTarget | null) => void): (() => void) => {
  /** The click that is on its way to the prompt. */
  let coming: Event | undefined;
  /** The key that is given on to the prompt. Firefox takes it past the window, too. */
  let given: Event | undefined;

  const inside = (event: Event): boolean => event.composedPath().includes(element);

  const key = (event: KeyboardEvent): void => {
    const field = root.activeElement as HTMLElement | null;
    if (!field) return;
    const cancelled = event.defaultPrevented;
    if (event.type == "keydown") {
      const { key, keyCode, isComposing, ctrlKey, altKey, metaKey } = event;
      const init = { key, keyCode, isComposing, ctrlKey, altKey, metaKey, bubbles: true, cancelable: true };
      given = new (event.constructor as typeof KeyboardEvent)("keydown", init);
      if (!field.dispatchEvent(given)) return event.preventDefault();
    }
    if (cancelled) restore(event, field);
  };

  const end = (event: Event): void => {
    if (event == given || !inside(event)) return;
    event.stopImmediatePropagation();
    if (event.type == "focusin") focused((event as FocusEvent).relatedTarget);
    if (/^key(down|press)/.test(event.type)) key(event as KeyboardEvent);
  };

  const tap = (event: MouseEvent): void => {
    if (!inside(event)) return;
    coming = event;
    setTimeout(() => {
      if (coming != event) return;
      const { clientX, clientY, defaultPrevented, detail } = event;
      const met = detail ? root.elementFromPoint(clientX, clientY) : root.activeElement; // a key or a screen reader has no place
      const target = (met?.closest("label") as HTMLLabelElement | null)?.control || met;
      const again = new (event.constructor as typeof MouseEvent)("click", { detail: 1, bubbles: true, cancelable: true });
      // What the page has not cancelled the browser has done: only the prompt has not heard of it.
      if (!defaultPrevented) again.preventDefault();
      target?.dispatchEvent(again);
    });
  };

  const come = (event: Event): void => {
    if (event != coming) return;
    if (event.defaultPrevented) event.stopPropagation(); // given on once more, with what the browser does about it
    else coming = undefined;
  };
  const leave = (event: Event): void => event.stopPropagation();

  const watch = (how: "addEventListener" | "removeEventListener"): void => {
    for (const name of ENDING) window[how](name, end, /^(touch|wheel)/.test(name) ? CAPTURE : true);
    window[how]("click", tap as EventListener, true);
    root[how]("click", come, true);
    for (const name of LEAVING) element[how](name, leave);
  };
  watch("addEventListener");
  return () => watch("removeEventListener");
};
