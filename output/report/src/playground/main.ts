// The playground: levers and text in step, runs in workers, the answer as it sharpens, a link that repeats it.
import "../colours.css";
import "../page.css";
import "./playground.css";
import type { ReportData } from "../data";
import { save } from "../download";
import { frame } from "../frame";
import { h, switcher } from "../html";
import { answerBlock, answerLine } from "../sections/answer";
import { glanceFigure } from "../sections/glance";
import { storySection } from "../sections/story";
import { Store, viewOf } from "../store";
import { editor, type Words } from "./editor";
import { levers } from "./levers";
import { panel } from "./panel";
import { Pool, unpacked, type Mistake } from "./pool";
import { firstText, read, withLever, withPolicy } from "./scenario_text";
import { addressOf, sharedIn, type Shared } from "../share";
import { reportOf, type Told } from "./told";

interface PlaygroundData {
  version: string;
  commit: string;
  files: Record<string, string>;
  words: Words;
}

const stages = [16, 64, 200];
const slotNames = ["mine", "yours"];
const root = document.getElementById("page")!;
const textOf = (id: string) => document.getElementById(id)!.textContent!;

function tellAlone(text: string) {
  root.replaceChildren(h("main", { id: "results", class: "missing" }, h("h1", {}, "The playground"), h("p", { role: "alert" }, text)));
}

/** They stand below by themselves. */
const withoutClaims = (report: ReportData): ReportData => ({
  ...report,
  answer: report.answer && { ...report.answer, policies: report.answer.policies.map((policy) => ({ ...policy, claims: [] })) },
});

/** What the runs say of the claims that scenarios share, as the report does. */
function claimsOf({ policies }: Told["answer"]): HTMLElement | null {
  const named = policies.filter(({ same_as_baseline: same, claims }) => !same && claims.length > 0);
  if (named.length === 0) return null;
  return h(
    "section",
    { class: "claims", "aria-label": "Claims" },
    h("h2", {}, "What people claim"),
    ...named.flatMap(({ scenarios, claims }) => [
      named.length > 1 ? h("h3", {}, slotNames[scenarios[0] - 1] ?? "") : null,
      h("dl", {}, ...claims.flatMap(({ claim, verdict }) => [h("dt", {}, claim), h("dd", {}, verdict)])),
    ]).filter((part) => part !== null),
  );
}

class Playground {
  private state: Shared = { texts: [firstText, null], slot: 0, runs: stages[1], seed: 1 };
  private told: Told | null = null;
  /** What the engine holds of each slot. */
  private held: (string | null)[] = [null, null];
  private typing = 0;
  private readonly status = h("p", { role: "status", class: "status" }, "Starting the engine ...");
  private readonly wrong = h("ul", { class: "mistakes", role: "alert" });
  private readonly results = h("div", { class: "middle" });
  private readonly glance = h("div", { class: "glance" });
  private readonly repeat = h("div", { class: "repeat" });
  private readonly more = h("button", { type: "button", onclick: () => this.sharpen(stages[2]) }, `Run ${stages[2]} pairs`);
  private readonly slots: HTMLElement;
  private readonly panel;
  private readonly editor;

  constructor(
    private data: PlaygroundData,
    private pool: Pool,
  ) {
    this.panel = panel(
      data.words.policies,
      (lever, setting) => this.write(withLever(this.text, lever, setting)),
      (policy, on) => this.write(withPolicy(this.text, policy, on)),
    );
    this.editor = editor(data.words, "The scenario as text", (text) => this.typed(text));
    this.slots = switcher("Whose scenario", slotNames, 0, (slot) => this.turnTo(slot));
  }

  private get text() {
    return this.state.texts[this.state.slot] ?? firstText;
  }

  async begin(shared: Shared | null) {
    if (shared) this.state = shared;
    this.lay();
    this.showText();
    await this.pool.start(await WebAssembly.compile(await unpacked(textOf("engine-module"))), this.data.files, this.state.seed);
    await this.ask();
  }

  private lay() {
    root.append(
      h(
        "header",
        { class: "above" },
        h("p", { class: "brand" }, `chokepoint ${this.data.version}`, h("span", {}, "the engine itself, in this page; nothing leaves it")),
        h("h1", {}, "What if the rules were others?"),
      ),
      h(
        "main",
        { class: "playground" },
        this.panel.element,
        h(
          "div",
          { id: "results", tabindex: "-1" },
          h("div", { class: "controls" }, this.slots, this.status, this.more),
          this.wrong,
          this.results,
          h("details", { class: "text", open: innerWidth > 900 }, h("summary", {}, "The scenario as text"), this.editor.element),
        ),
        h("aside", { "aria-label": "Outcomes, text and link" }, this.glance, this.repeat),
      ),
    );
    this.slots.querySelectorAll("button")[this.state.slot].click();
  }

  private showText() {
    this.editor.show(this.text);
    const { settings, policies } = read(this.text, levers);
    this.panel.show(settings, policies);
  }

  private turnTo(slot: number) {
    if (this.state.texts[slot] === null) this.state.texts[slot] = this.text.replace(/name: \S+/, `name: ${slotNames[slot]}`);
    if (slot === this.state.slot) return;
    this.state.slot = slot;
    this.showText();
    void this.ask();
  }

  /** A lever or a chip was moved. */
  private write(text: string) {
    this.state.texts[this.state.slot] = text;
    this.showText();
    void this.ask();
  }

  private typed(text: string) {
    this.state.texts[this.state.slot] = text;
    const { settings, policies } = read(text, levers);
    this.panel.show(settings, policies);
    clearTimeout(this.typing);
    this.typing = window.setTimeout(() => void this.ask(), 350);
  }

  private tellMistakes(mistakes: Mistake[]) {
    this.editor.mark(mistakes);
    this.wrong.replaceChildren(
      ...mistakes.map(({ line, column, what }) => h("li", {}, h("b", {}, line > 0 ? `Line ${line}, column ${column}: ` : ""), what)),
    );
  }

  /** Gives the engine what was written, and has it run. */
  private async ask() {
    try {
      const latest = [...this.state.texts];
      for (const slot of [0, 1]) {
        if (latest[slot] === null || latest[slot] === this.held[slot]) continue;
        const said = await this.pool.set(slot + 1, latest[slot]!);
        if (latest[slot] !== this.state.texts[slot]) return;
        if (said.error) throw new Error(said.error);
        if (slot === this.state.slot || said.mistakes) this.tellMistakes(said.mistakes ?? []);
        if (said.mistakes) return void (this.status.textContent = "The text has mistakes: what is shown is from before.");
        this.held[slot] = latest[slot];
      }
      this.tellMistakes([]);
      await this.sharpen(this.state.runs);
    } catch (failed) {
      this.status.textContent = `The engine failed: ${String(failed)}`;
    }
  }

  private async sharpen(runs: number) {
    this.state.runs = runs;
    const scenarios = [1, 2].filter((scenario) => this.held[scenario - 1] !== null);
    for (const count of stages.filter((stage) => stage <= runs)) {
      const began = performance.now();
      const told = await this.pool.runs(count, scenarios, (done, of) => {
        this.status.textContent = `Running ${count} pairs: ${done} of ${of} runs`;
      });
      if (!told) return;
      this.told = told;
      this.status.textContent = `${count} paired runs`;
      document.documentElement.dataset.pairs = String(count);
      performance.measure(`pairs-${count}`, { start: began });
      this.show();
    }
    this.more.hidden = runs >= stages[2];
    document.documentElement.dataset.done = String(this.told?.hashes.join(" "));
  }

  private show() {
    const told = structuredClone(this.told!);
    const report: ReportData = reportOf(told, this.data.version, this.state.seed, told.scenarios);
    const store = new Store({ ...viewOf("", report), from: "2023-01" });
    const none = report.answer!.policies.every(({ same_as_baseline: same }) => same);
    this.results.replaceChildren(
      h("p", { class: "line" }, answerLine(report)),
      none ? h("p", { class: "headline" }, "Nothing is changed yet: move a lever, choose a policy or write a rule.") : (answerBlock(withoutClaims(report)) ?? ""),
      storySection(report, store)?.element ?? "",
      claimsOf(told.answer) ?? "",
    );
    this.glance.replaceChildren(h("h2", {}, "Outcomes at a glance"), none ? h("p", {}, "No outcome differs.") : frame(glanceFigure(report)).element);
    this.showRepeat(told);
  }

  private showRepeat(told: Told) {
    const at = 1 + [0, 1].filter((slot) => slot < this.state.slot && this.held[slot] !== null).length;
    const name = slotNames[this.state.slot];
    const command = `simulate ${name}.yaml --runs ${told.runs} --seed ${this.state.seed} --hash --no-compare`;
    const hash = told.hashes[at];
    const link = h("button", { type: "button", onclick: () => void this.share(link) }, "Copy a link to this");
    const file = `# ${command}\n# must print ${hash}: the same bits as here (chokepoint ${this.data.version}, ${this.data.commit})\n${this.text}`;
    this.repeat.replaceChildren(
      h("h2", {}, "Repeat it"),
      h("p", {}, "The same bits as on your cluster: the program must print the hash below."),
      h("pre", { tabindex: "0" }, `${command}\n`, h("b", { class: "hash" }, hash)),
      h(
        "div",
        { class: "controls" },
        h("button", { type: "button", onclick: () => save(`${name}.yaml`, new Blob([file], { type: "application/yaml" })) }, `Download ${name}.yaml`),
        link,
      ),
    );
    void addressOf(this.state).then((address) => history.replaceState(null, "", `#s=${address}`));
  }

  private async share(button: HTMLElement) {
    const address = `${location.href.split("#")[0]}#s=${await addressOf(this.state)}`;
    history.replaceState(null, "", address);
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = "Copied";
    } catch {
      button.textContent = "It stands in the address bar";
    }
  }
}

async function begin() {
  if (typeof WebAssembly === "undefined" || typeof DecompressionStream === "undefined")
    return tellAlone("This browser is too old for the playground: it needs WebAssembly and DecompressionStream (Chrome 80, Firefox 113, Safari 16.4 or later).");
  let data: PlaygroundData;
  try {
    data = JSON.parse(textOf("playground-data")) as PlaygroundData;
  } catch {
    return tellAlone("This page has not been filled with data: `simulate playground` does that.");
  }
  const workers = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));
  const pool = new Pool(textOf("engine-script"), workers, (why) => tellAlone(`The engine could not start: ${why}`));
  Object.assign(window, { playgroundMemory: () => pool.memory() });
  await new Playground(data, pool).begin(await sharedIn(location.hash));
}

begin().catch((failed) => tellAlone(`The playground could not start: ${String(failed)}`));
