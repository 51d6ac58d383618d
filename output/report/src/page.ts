// The page from top to bottom.
import type { ReportData } from "./data";
import { h } from "./html";
import { attributionSection } from "./sections/attribution";
import { chartSections } from "./sections/charts";
import { comparisonSection } from "./sections/comparison";
import { bar, header } from "./sections/header";
import { findingsSection } from "./sections/findings";
import { hypothesesSection } from "./sections/hypotheses";
import { leaderboardSection } from "./sections/leaderboard";
import { mapSection } from "./sections/map_section";
import { networkSection } from "./sections/network_section";
import { provenanceSection } from "./sections/provenance";
import { regretSection } from "./sections/regret";
import { sensitivitySection } from "./sections/sensitivity";
import { timelineSection } from "./sections/timeline_section";
import { winnersSection } from "./sections/winners";
import { firstView, Store } from "./store";

export function page(data: ReportData, root: HTMLElement) {
  const store = new Store(firstView(data));
  const sections = [
    ...chartSections(data, store),
    findingsSection(data),
    comparisonSection(data),
    winnersSection(data),
    leaderboardSection(data, store),
    timelineSection(data, store),
    mapSection(data),
    networkSection(data),
    regretSection(data),
    attributionSection(data),
    hypothesesSection(data),
    sensitivitySection(data),
    provenanceSection(data),
  ].filter((section) => section !== null);
  root.append(header(data), bar(data, store, sections), h("main", { id: "main" }, ...sections.map(({ element }) => element)));
}
