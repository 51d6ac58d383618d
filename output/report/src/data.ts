// What the program writes and the page shows: the one contract between them. The C++ side is output/page/page_data.cpp.
//
// All numbers are in the unit that stands beside them, rounded to four significant digits; arrays "by month" run along
// `ReportData.months`, arrays "by scenario" along `ReportData.scenarios`. Empty lists and nulls: not computed, show nothing.

export interface ReportData {
  format: "chokepoint-report-1";
  title: string;
  /** One sentence with odds. */
  headline: string;
  /** Absent in pages of batch studies. */
  answer?: Answer;
  /** What the reader must know before the charts: conditional projections, what the bands hold. */
  notes: string[];
  /** Events that do nothing and runs beyond what was judged; absent in pages of batch studies. */
  warnings?: Warning[];
  /** "2017-01", ... */
  months: string[];
  /** Last month of the record; what follows is projected. */
  record_end: string;
  scenarios: ScenarioInfo[];
  /** Index of the scenario that the others are compared with, if any. */
  baseline: number | null;
  charts: Chart[];
  leaderboard: Leaderboard | null;
  map: TradeMap | null;
  timeline: TimelineEntry[];
  network: SupplyChain | null;
  comparison: ComparisonRow[];
  winners: WinnerRow[];
  regret: RegretTable | null;
  attribution: Attribution[];
  hypotheses: Hypothesis[];
  reasons?: Reason[];
  /** A page beside this one in which the rules can be changed, and each scenario as it takes it ("": it can't). */
  playground?: { file: string; texts: string[] };
  sensitivity: Sensitivity[];
  /** What a batch study found; [] for runs and comparisons. A study has no scenarios, months or charts of its own. */
  findings: Finding[];
  /** Points and figures of a batch study. */
  study?: Study;
  /** Of what the model would have foretold of the record. */
  hindcasts?: HindcastFamily[];
  provenance: Provenance;
}

/** What the runs answer, in sentences, and what these are made of. */
export interface Answer {
  month: string;
  runs: number;
  /** Of the scenario asked for; "" where several policies are compared. */
  question: string;
  /** Which of several policies change what is asked for; "" of one. */
  options: string;
  /** What a point is. */
  scale: string;
  /** Charts by which policies are set side by side, and what they are called there. */
  glance: { chart: string; brief: string }[];
  policies: PolicyAnswer[];
  glossary: { term: string; meaning: string }[];
}

export interface PolicyAnswer {
  /** More than one: no run differs between them. */
  scenarios: number[];
  same_as_baseline: boolean;
  claims: { name: string; claim: string; verdict: string }[];
  difference: string;
  /** Ids of charts. */
  changed: string[];
  unchanged: string[];
  no_clear_change: string;
  hinges: {
    sentence: string;
    parameters: { name: string; words: string; correlation: number }[];
    mechanism: { chart: string; title: string; correlation: number } | null;
  };
}

export interface ScenarioInfo {
  name: string;
  question: string;
  /** Governments that decide by themselves, and from when; "" if all follow the script. */
  governments: string;
  last_month: string;
  /** Whether it holds what was really adopted, so that the record may be set beside it. */
  on_record?: boolean;
}

export interface Warning {
  scenario: number;
  /** Id of the event that has no effect; "" for a remark on the scenario as a whole. */
  event: string;
  text: string;
  /** File, line and column where the event is written; "" for a remark. */
  place: string;
}

/** A number by month with its quantiles over runs: 5, 25, 50, 75, 95 %. */
export interface Band {
  p05: number[];
  p25: number[];
  p50: number[];
  p75: number[];
  p95: number[];
}

export interface Chart {
  id: string;
  title: string;
  unit: string;
  decimals: number;
  /** Values of the bands are multiples of it; absent: of one. */
  step?: number;
  /** The line is the mean over runs, since the median of whole numbers jumps. */
  mean?: boolean;
  /** Heading under which it stands: "capability", "compute", "chips", "money", "influence", "world". */
  group: string;
  metric: string;
  /** Nation, firm ... or "" for the world. */
  agent: string;
  meaning: string;
  /** One of the few that are shown first and large. */
  main: boolean;
  /** By scenario. */
  levels: Band[];
  /** By scenario: run by run minus the baseline; null for the baseline itself, without one, and where no run differs. */
  differences: (Band | null)[];
  record: RecordPoint[];
}

/** An observed figure, in the chart's unit. */
export interface RecordPoint {
  month: string;
  value: number;
  low: number;
  high: number;
  source: string;
  grade: string;
  /** Used when parameters were fitted; else held out: a target mark that judged only. */
  fitted: boolean;
}

/** Models among the top 20, mean over runs. */
export interface Leaderboard {
  title: string;
  nations: { id: string; name: string }[];
  /** By scenario, by nation, by month. */
  models: number[][][];
}

/** 90 % of the runs of the paired difference from the baseline; absent where no run differs. */
export interface Paired<Value> {
  low: Value;
  high: Value;
}

export interface TradeMap {
  /** Months for which flows are told, some months apart; not those of ReportData. */
  months: string[];
  /** What the flows are of: which runs of each scenario. */
  note: string;
  /** ISO 3166 alpha-2, or a rest of a region such as "AFR-rest". */
  nations: { id: string; name: string }[];
  layers: { id: string; title: string; unit: string }[];
  /** By scenario. */
  scenarios: {
    /** Means over runs, the same pairs in each scenario of a comparison; bands where there are several runs. */
    flows: { layer: number; from: number; to: number; values: number[]; low?: number[]; high?: number[]; change?: Paired<number[]> }[];
    /** Sales that rules close, wholly or in part; share of the pair's links, by month, 0..1. */
    closed: { layer: number; from: number; to: number; share: number[] }[];
  }[];
}

export interface TimelineEntry {
  /** By scenario: whether it stands in the scenario's calendar. */
  scenarios: boolean[];
  /** For a triggered event: median month of the runs in which it comes about. */
  month: string;
  /** "announced", "from", "ends", "strikes", "withdrawn", "noted", "triggered". */
  what: string;
  id: string;
  type: string;
  /** restriction, retaliation, shock, relief, support, fact ... */
  kind: string;
  text: string;
  issuers: string[];
  targets: string[];
  /** What it touches: parts of the supply chain, sellers, buyers, with numbers. */
  touches: string;
  source: string;
  /** Share of runs in which a triggered event comes about, by scenario; null: it is certain. */
  odds: number[] | null;
}

export interface SupplyChain {
  months: string[];
  note: string;
  /** Of the links' values. */
  unit: string;
  /** From the first input to the last buyer. */
  layers: string[];
  nodes: { id: string; kind: string; nation: string; layer: number }[];
  /** By scenario, by month. */
  scenarios: {
    months: {
      /** Indexes of nodes, name of the good, value in `unit`, closed share 0..1. */
      links: { from: number; to: number; good: string; value: number; low?: number; high?: number; change?: Paired<number>; closed: number }[];
      /** Share of the world's accelerator deliveries lost without the node, worst first; a chokepoint. */
      lost: { node: number; share: number; low?: number; high?: number; change?: Paired<number> }[];
    }[];
  }[];
}

/**
 * `certain`: P >= .95 for one sign; `likely`: >= .8; `negligible`: 90 % of the runs and the mean differ by less than counts; `same`: no
 * run differs.
 */
export type Verdict = "certain" | "likely" | "undetermined" | "negligible" | "same";

export interface ComparisonRow {
  scenario: number;
  /** Id of the chart. */
  chart: string;
  month: string;
  level: { low: number; median: number; high: number };
  /** Paired, run by run, minus the baseline. */
  mean: number;
  low: number;
  median: number;
  high: number;
  /** Shares of runs that rise and that fall by what counts; ties are in neither. */
  p_more: number;
  p_less: number;
  /** The smallest difference that counts. */
  counts_from: number;
  /** Null: too few runs to tell. */
  se_paired: number | null;
  se_unpaired: number | null;
  /** How many times fewer runs the pairing needs; null: too few runs to tell, or no change that matters. */
  runs_saved: number | null;
  verdict: Verdict;
}

export interface WinnerRow {
  scenario: number;
  /** "nation", "AI firm", "designer", "supplier" ... */
  kind: string;
  agent: string;
  name: string;
  title: string;
  unit: string;
  month: string;
  /** Level in the baseline; the others are the paired difference from it. */
  base: number;
  low: number;
  median: number;
  high: number;
  /** Shares of runs with more and with less, by what counts. */
  p_more: number;
  p_less: number;
}

export interface RegretTable {
  month: string;
  objectives: { name: string; interest: string; metric: string; agent: string; direction: "more" | "less"; weight: number; threshold: number | null; unit: string }[];
  /** One table for each interest (whose objectives they are). */
  interests: {
    name: string;
    /** By scenario. Regret: how far, on the interest's scale 0..1, the policy falls short of the best one in the same run. */
    policies: { scenario: number; value: number; expected_regret: number; worst_regret: number; worst_value: number; satisficing: number | null; best_share: number }[];
    /** Scenario index chosen by each rule. */
    choices: { expected: number; maximin: number; minimax_regret: number; satisficing: number | null };
  }[];
}

export interface Attribution {
  from: number;
  to: number;
  chart: string;
  month: string;
  /** Mean of the paired difference; the parts sum to it. */
  total: number;
  /** Null, here and of parts: too few runs to tell. */
  total_se: number | null;
  exact: boolean;
  /** Pairs that it is of. */
  runs: number;
  /** The smallest difference that counts, and whether neither the total nor any part of it does. */
  counts_from: number;
  negligible: boolean;
  parts: { policy: string; text: string; value: number; se: number | null }[];
  /** Share of the variance of the outcome over policy, parameters, random variation; sums to 1. Null: too few runs to tell. */
  spread: { policy: number | null; parameters: number | null; random: number | null };
}

export interface Hypothesis {
  name: string;
  claim: string;
  source: string;
  /** In words, by what its components are about. */
  verdict?: string;
  components: { name: string; low: number; median: number; high: number; claimed: string; threshold: number; probability: number; verdict: "yes" | "no" | "undetermined" | "no change that matters"; reason: string; unit: string; course: Course }[];
}

/** A component on the way to its month, with 90 % of the runs. */
export interface Course {
  months: string[];
  low: number[];
  median: number[];
  high: number[];
}

/** Why a scenario comes out differently from the baseline: one pair of runs, followed from the measure back. */
export interface Reason {
  scenario: number;
  replicate: number;
  steps: ReasonStep[];
}

export interface ReasonStep {
  quantity: string;
  whom: string;
  month: string;
  unit: string;
  /** In the baseline and in the scenario. */
  from: number;
  to: number;
  /** Of the difference in the measure that leads through here. */
  share: number;
  /** Effects on the difference, the largest first. */
  parts: { what: string; effect: number }[];
  /** What closes such links in one of the two; `here`: in the scenario. */
  measures: { id: string; here: boolean; text: string }[];
}

export interface Sensitivity {
  /** What is explained: "Capability gap, December 2030, chip_ban" or a paired difference. */
  outcome: string;
  /** Correlation of ranks over parameter sets, -1 to 1. */
  measure: "rank";
  /** Id of the outcome's chart, and whether it is the paired difference. */
  chart: string;
  difference: boolean;
  /** The outcome, by parameter set. */
  outcomes: number[];
  /** The measure with its 90 % interval, largest first. */
  parameters: { name: string; words: string; meaning: string; unit: string; source: string; grade: string; correlation: number; low: number; high: number; values: number[] }[];
}

export interface Study {
  /** Sentences, the first of which is the headline. */
  answer: string[];
  /** That of value 0 of factors that are months. */
  first_month: string;
  /** Of the design; of very many some are told, evenly. */
  all_points: number;
  design: string;
  /** Place of the quantity that the study asks for. */
  asked: number;
  /** `levels`: names of the values, whose places stand in `points`; [] of numbers. `months`: values are months. */
  factors: { name: string; title: string; unit: string; levels: string[]; months: boolean; lever: boolean }[];
  /** By factor, by point. */
  points: number[][];
  /** Values by point; null: a run of the point failed. */
  quantities: { name: string; title: string; unit: string; decimals: number; difference: boolean; counts_from: number | null; values: (number | null)[] }[];
  /** Something that may happen: share of the replicates of each point, the box in which it mostly does, and the way there. */
  cases: {
    name: string;
    /** The name with what it means. */
    title: string;
    share: number;
    points: number;
    box: {
      /** `low`, `high`: null where open; `levels` instead of factors that have some. None: no box differs from chance. */
      sides: { factor: number; p: number; low?: number | null; high?: number | null; levels?: number[] }[];
      coverage: number;
      density: number;
      mass: number;
      path: { coverage: number; density: number; mass: number; restricted: number }[];
    } | null;
    happens: (number | null)[];
  }[];
  /** What moves each quantity, the strongest first; `first` and `total` are null where they are noise, `first` also of Morris' effects. */
  causes: {
    kind: "sobol" | "morris";
    quantity: string;
    unit: string;
    /** Why nothing is told; else "". */
    reason: string;
    inputs: { name: string; title: string; first: Interval | null; total: Interval | null }[];
  }[];
}

/** Series of one kind, and the simple method that foretold such figures best: "last", "drift", "damped" or "mix". */
export interface HindcastFamily {
  name: string;
  simple: string;
  fans: Hindcast[];
}

/** A series foretold from an origin, for months of which the record tells. */
export interface Hindcast extends Band {
  title: string;
  unit: string;
  decimals: number;
  origin: string;
  /** All figures of the series. */
  record: RecordPoint[];
  months: string[];
  /** Of the simple method. */
  simple: number[];
}

/** A value with its 90 % interval. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** A table of a batch study, with what it says in words. */
export interface Finding {
  id: string;
  title: string;
  words: string;
  header: string[];
  /** A dash: not told, `words` say why. */
  rows: (string | number)[][];
}

export interface Provenance {
  version: string;
  /** Of the program's sources; absent for studies. */
  commit?: string;
  seed: number;
  replicates: number;
  parameters: { name: string; sets: number; hash: string };
  /** Shell commands that make the results on this page again, and the scenarios of each. */
  commands: { command: string; scenarios: string[] }[];
  /** `policies` and `overrides` are those put on top of `base_scenario` by the command line. */
  scenarios: { name: string; base_scenario?: string; policies?: string[]; overrides?: Record<string, string>; files: string[]; hash: string }[];
  data: { file: string; hash: string }[];
}
