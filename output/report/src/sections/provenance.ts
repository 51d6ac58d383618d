// Where the result comes from: every input with its hash, and the command that makes it again.
import type { ReportData } from "../data";
import { h } from "../html";
import { htmlTable } from "../table";
import { answerTitle } from "./answer";
import { section, type Section } from "./section";

/** One command with a button that copies it; of several results also whose it is. */
function commandBox(command: string, scenarios: string[], several: boolean): HTMLElement {
  const copied = h("span", { class: "copied", role: "status" });
  const code = h("code", {}, command);
  const copy = h(
    "button",
    {
      type: "button",
      class: "file",
      onclick: async () => {
        await navigator.clipboard.writeText(command).catch(() => selectText(code));
        copied.textContent = "copied";
        setTimeout(() => {
          copied.textContent = "";
        }, 2000);
      },
    },
    "Copy",
  );
  const whose = several ? `Command that makes ${scenarios.join(", ")} again` : "Command that makes this result again";
  return h(
    "div",
    {},
    several ? h("p", {}, scenarios.join(", ")) : null,
    h("div", { class: "command" }, h("pre", { tabindex: 0, role: "region", "aria-label": whose }, code), copy, copied),
  );
}

export function provenanceSection(data: ReportData): Section {
  const { version, commit, seed, replicates, parameters, commands, scenarios } = data.provenance;
  const fact = (name: string, value: string | number) => [h("dt", {}, name), h("dd", {}, String(value))];
  return section(
    "provenance",
    "Provenance",
    "Method and sources",
    "The same command with the same inputs gives the same numbers on any machine.",
    ...commands.map(({ command, scenarios: names }) => commandBox(command, names, commands.length > 1)),
    h(
      "dl",
      { class: "facts" },
      ...fact("Version", version),
      ...(commit ? fact("Commit", commit) : []),
      ...fact("Seed", seed),
      ...fact(scenarios.length > 0 ? "Runs of each scenario" : "Runs", replicates),
      ...fact("Parameters", parameters.name),
      ...(parameters.sets > 0 ? fact("Sets of parameters", parameters.sets) : []),
      ...(parameters.hash ? fact("Their hash", parameters.hash) : []),
    ),
    h(
      "p",
      {},
      h("b", {}, "How to cite. "),
      `“${answerTitle(data).replace(/\.$/, "")}”, chokepoint ${version}${commit ? ` (${commit})` : ""}, ${replicates} runs, seed ${seed}; made by the command above.`,
    ),
    h(
      "p",
      { class: "unit" },
      "Licence of the program and of this page: Apache-2.0. Data of Epoch AI: CC BY 4.0; all sources stand in the files of data/ and in NOTICE.",
    ),
    inputs(data),
  );
}

const several = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? "" : "s"}`]);

/** All that the result was made of; nothing where nothing is told of it. */
function inputs({ provenance: { scenarios, data: files } }: ReportData): HTMLElement | null {
  const told = [...several(scenarios.length, "scenario"), ...several(files.length, "data file")];
  if (told.length === 0) return null;
  const rows = scenarios.map(({ name, files: parts, hash }) => [name, parts.join(", "), hash]);
  return h(
    "details",
    {},
    h("summary", {}, `All inputs: ${told.join(", ")}`),
    scenarios.length > 0 ? htmlTable({ header: ["scenario", "files", "hash"], rows }, "Scenarios") : null,
    files.length > 0 ? htmlTable({ header: ["data file", "hash"], rows: files.map(({ file, hash }) => [file, hash]) }, "Data files") : null,
  );
}

/** Where the clipboard is closed the reader copies by hand. */
function selectText(element: HTMLElement) {
  getSelection()?.selectAllChildren(element);
}
