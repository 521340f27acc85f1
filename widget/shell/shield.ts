/**
 * Shields the prompt: the page gets no event of what a visitor does in it, and can't cancel it. A page's shortcuts, focus traps
 * and copy protection listen on its document and get an event before the prompt does, and libraries close a dialog at a tap
 * outside it. So the shield stops these events at the window, before the document gets them. What the prompt itself listens to
 * is dispatched to it again: keys always, clicks where the page has stopped them.
 */

/** The events that the shield stops at the window. The browser still does its default action. */
const ENDING = [
  "keydown", "keypress", "keyup", "beforeinput", "compositionstart", "compositionupdate", "compositionend",
  "copy", "cut", "paste", "focusin", "focusout", "selectstart", "contextmenu", "wheel",
  "pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchmove", "touchend",
]; // prettier-ignore
/** The events that reach the prompt, and are stopped when they bubble out of it. */
const LEAVING = ["input", "click"];

const CAPTURE = { capture: true, passive: true };

/** Does the default action of a key whose event the page has cancelled before. */
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
  /** The key event that is dispatched again to the prompt. In Firefox the window gets it, too. */
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
      const met = detail ? root.elementFromPoint(clientX, clientY) : root.activeElement; // without a pointer, no position
      const target = (met?.closest("label") as HTMLLabelElement | null)?.control || met;
      const again = new (event.constructor as typeof MouseEvent)("click", { detail: 1, bubbles: true, cancelable: true });
      // If the page did not cancel the click, the browser has done its default action: only the prompt's listeners missed it.
      if (!defaultPrevented) again.preventDefault();
      target?.dispatchEvent(again);
    });
  };

  const come = (event: Event): void => {
    if (event != coming) return;
    if (event.defaultPrevented) event.stopPropagation(); // `tap` dispatches it again, with its default action
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
