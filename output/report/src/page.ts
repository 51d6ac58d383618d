// The page from top to bottom.
import type { ReportData } from "./data";
import { h } from "./html";
import { attributionSection } from "./sections/attribution";
import { chartSections } from "./sections/charts";
import { comparisonSection } from "./sections/comparison";
import { glanceSection } from "./sections/glance";
import { bar, header } from "./sections/header";
import { findingsSection } from "./sections/findings";
import { hindcastsSection } from "./sections/hindcasts";
import { hypothesesSection } from "./sections/hypotheses";
import { leaderboardSection } from "./sections/leaderboard";
import { mapSection } from "./sections/map_section";
import { networkSection } from "./sections/network_section";
import { provenanceSection } from "./sections/provenance";
import { reasonsSection } from "./sections/reasons";
import { regretSection } from "./sections/regret";
import { sensitivitySection } from "./sections/sensitivity";
import { storySection } from "./sections/story";
import { studySections } from "./sections/study";
import { timelineSection } from "./sections/timeline_section";
import { winnersSection } from "./sections/winners";
import { addressOf, Store, viewOf } from "./store";

export function page(data: ReportData, root: HTMLElement) {
  const store = new Store(viewOf(location.hash, data));
  const sections = [
    glanceSection(data),
    storySection(data, store),
    hindcastsSection(data),
    ...studySections(data),
    findingsSection(data),
    hypothesesSection(data),
    reasonsSection(data),
    attributionSection(data),
    winnersSection(data),
    mapSection(data),
    networkSection(data),
    sensitivitySection(data),
    regretSection(data),
    timelineSection(data, store),
    ...chartSections(data, store),
    comparisonSection(data),
    leaderboardSection(data, store),
    provenanceSection(data),
  ].filter((section) => section !== null);
  // A way past each section for who goes by the keyboard.
  sections.slice(0, -1).forEach(({ element }, at) =>
    element.prepend(h("a", { class: "past", href: `#${sections[at + 1].id}` }, `Next: ${sections[at + 1].short}`)),
  );
  store.onChange((view) => history.replaceState(null, "", `#${addressOf(view)}`));
  root.append(header(data), bar(data, store, sections), h("main", { id: "main" }, ...sections.map(({ element }) => element)));
}
