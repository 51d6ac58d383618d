// Makes elements of the page; text is always text, never markup.
type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void) | undefined>;

function fill(element: Element, attributes: Attributes, children: Child[]) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children)
    if (child !== null && child !== undefined && child !== false)
      element.append(typeof child === "number" ? String(child) : child);
}

/** `h("a", {href: "#x", onclick: act}, "text")` */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** The same for SVG. */
export function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(element, attributes, children);
  return element;
}

/** A labelled choice from a list. */
export function select(label: string, options: string[], chosen: number, choose: (at: number) => void): HTMLLabelElement {
  const list = h(
    "select",
    { onchange: (event) => choose((event.target as HTMLSelectElement).selectedIndex) },
    ...options.map((text, at) => h("option", { selected: at === chosen }, text)),
  );
  return h("label", { class: "choice" }, h("span", {}, label), list);
}

/** A row of buttons of which one is pressed. */
export function switcher(label: string, options: string[], chosen: number, choose: (at: number) => void): HTMLDivElement {
  const buttons = options.map((text, at) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": String(at === chosen),
        onclick: () => {
          press(at);
          choose(at);
        },
      },
      text,
    ),
  );
  const press = (chosenAt: number) =>
    buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === chosenAt)));
  return h("div", { class: "switcher", role: "group", "aria-label": label }, ...buttons);
}
