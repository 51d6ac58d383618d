// A section of the page: its heading, a sentence on how to read it, and what stands in it.
import { h } from "../html";

export interface Section {
  id: string;
  /** One word for the way through the page. */
  short: string;
  element: HTMLElement;
}

export function section(id: string, short: string, title: string, lead: string, ...content: (Node | null)[]): Section {
  const element = h(
    "section",
    { id, "aria-labelledby": `${id}-heading` },
    h("h2", { id: `${id}-heading` }, title),
    lead ? h("p", { class: "lead" }, lead) : null,
    ...content,
  );
  return { id, short, element };
}
