// With a policy, without it, or what it changes: the switch of the map and the supply chain.
import type { ReportData } from "../data";
import { select, switcher } from "../html";
import { words } from "../format";
import { askedScenario } from "../store";

export interface Which {
  scenario: number;
  /** Values are told less those of this scenario. */
  less?: number;
}

/** What of it: the place of the pressed button. */
const withIt = 0,
  withoutIt = 1;

/** Which scenario a page opens with. */
export const firstWhich = (data: ReportData): Which => ({ scenario: askedScenario(data) });

/** The controls; a scenario alone, or several without one that they are compared with, have no switch. */
export function whichControls(data: ReportData, choose: (which: Which) => void): HTMLElement[] {
  const base = data.baseline;
  const offered = data.scenarios.map((_, at) => at).filter((at) => at !== base || data.scenarios.length === 1);
  let scenario = askedScenario(data);
  let what = withIt;
  const tell = () =>
    choose(what === withIt || base === null ? { scenario } : what === withoutIt ? { scenario: base } : { scenario, less: base });
  const names = offered.map((at) => words(data.scenarios[at].name));
  const list =
    offered.length < 2
      ? null
      : select("Scenario", names, offered.indexOf(scenario), (at) => {
          scenario = offered[at];
          tell();
        });
  const buttons =
    base === null || data.scenarios.length < 2
      ? null
      : switcher("With or without", offered.length === 1 ? [`with ${names[0]}`, `with ${words(data.scenarios[base].name)}`, "difference"] : ["with it", `with ${words(data.scenarios[base].name)}`, "difference"], what, (at) => {
          what = at;
          tell();
        });
  return [list, buttons].filter((part) => part !== null);
}

/** `chip ban`, or `chip ban less no ban`. */
export const whichName = (data: ReportData, { scenario, less }: Which) =>
  words(data.scenarios[scenario].name) + (less === undefined ? "" : ` less ${words(data.scenarios[less].name)}`);
