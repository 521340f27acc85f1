/** Elements, made one by one: a page's policy may forbid markup, and a prompt has few. */

/** What is undefined or false is left out. */
export type Attributes = Record<string, string | false | undefined>;

type Elements = HTMLElementTagNameMap & Pick<SVGElementTagNameMap, "svg" | "path">;

export const make = <Name extends keyof Elements>(
  name: Name,
  attributes: Attributes,
  ...children: (Node | string)[]
): Elements[Name] => {
  const space = /^(svg|path)$/.test(name) ? "2000/svg" : "1999/xhtml";
  const element = document.createElementNS(`http://www.w3.org/${space}`, name) as Elements[Name];
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value != null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
};
