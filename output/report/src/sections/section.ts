// A section of the page: its heading, a sentence on how to read it, and what stands in it.
import { h } from "../html";

export interface Section {
  id: string;
  title: string;
  element: HTMLElement;
}

export function section(id: string, title: string, lead: string, ...content: (Node | null)[]): Section {
  const element = h("section", { id, "aria-labelledby": `${id}-heading` }, h("h2", { id: `${id}-heading` }, title), lead ? h("p", { class: "lead" }, lead) : null, ...content);
  return { id, title, element };
}
