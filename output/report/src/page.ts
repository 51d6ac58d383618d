// The page from top to bottom.
import type { ReportData } from "./data";
import { h } from "./html";
import { chartSections } from "./sections/charts";
import { comparisonSection } from "./sections/comparison";
import { bar, header } from "./sections/header";
import { provenanceSection } from "./sections/provenance";
import { firstView, Store } from "./store";

export function page(data: ReportData, root: HTMLElement) {
  const store = new Store(firstView(data));
  const sections = [
    ...chartSections(data, store),
    comparisonSection(data),
    provenanceSection(data),
  ].filter((section) => section !== null);
  root.append(header(data), bar(data, store, sections), h("main", { id: "main" }, ...sections.map(({ element }) => element)));
}
