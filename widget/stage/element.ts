/** Elements, made one by one: a page's policy may forbid markup, and a prompt has few. */

/** What is undefined or false is left out. */
export type Attributes = Record<string, string | false | undefined>;

const dress = <Kind extends Element>(element: Kind, attributes: Attributes, children: (Node | string)[]): Kind => {
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value != null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
};

export const make = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] => dress(document.createElement(name), attributes, children);

const draw = (name: string, attributes: Attributes, ...children: Node[]): Element =>
  dress(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

/** A drawing in lines, each with its class. Hidden from screen readers: the words around it say the same. */
export const drawing = (name: string, side: number, ...lines: [d: string, name?: string][]): Element =>
  draw(
    "svg",
    { class: name, viewBox: `0 0 ${side} ${side}`, "aria-hidden": "true" },
    ...lines.map(([d, name]) => draw("path", { class: name, d })),
  );
