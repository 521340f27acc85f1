/** When the page is done and the browser has nothing to do. Never for visitors who save data. */

export const idly = (task: () => unknown): void => {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
  const rest = () => {
    removeEventListener("load", rest);
    (window.requestIdleCallback || setTimeout)(task);
  };
  if (document.readyState == "complete") rest();
  else addEventListener("load", rest);
};
