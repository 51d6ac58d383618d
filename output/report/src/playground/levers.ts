// What can be moved: by actor, one event each, with where things stand today. To add a lever, add a row.
export interface Lever {
  id: string;
  actor: "United States" | "Allies" | "China" | "Shocks";
  label: string;
  says: string;
  unit: string;
  min: number;
  max: number;
  step: number;
  /** Where the rules in force stand: there the lever writes nothing. */
  today: number;
  /** The field of the event that it moves. */
  field: string;
  start: string;
  event: Record<string, unknown>;
}

const toChina = { issuer: "US", targets: ["CN"] };

export const levers: Lever[] = [
  {
    id: "lever-enforcement",
    actor: "United States",
    label: "Enforcement against diversion",
    says: "Share of attempts to divert chips through third nations that fail.",
    unit: "of attempts",
    min: 0.1,
    max: 0.8,
    step: 0.05,
    today: 0.35,
    field: "value",
    start: "2026-07",
    event: { type: "parameter_shock", parameter: "controls.enforcement" },
  },
  {
    id: "lever-limit",
    actor: "United States",
    label: "Limit on accelerators",
    says: "Processing power from which a chip may not be sold to China; licences given stay.",
    unit: "TPP",
    min: 400,
    max: 4800,
    step: 200,
    today: 4800,
    field: "tpp_max",
    start: "2026-07",
    event: { type: "chip_export_ban", ...toChina, keeps_licences: true },
  },
  {
    id: "lever-licences",
    actor: "United States",
    label: "Licences for H200-class chips",
    says: "Share of the licences of January 2026 that go on being given.",
    unit: "of licences",
    min: 0,
    max: 1,
    step: 0.1,
    today: 1,
    field: "p_licence",
    start: "2026-07",
    event: { type: "licence", ...toChina, tpp_max: 21000 },
  },
  {
    id: "lever-rental",
    actor: "United States",
    label: "Renting abroad closed",
    says: "Share of the accelerators abroad that Chinese firms may no longer rent.",
    unit: "closed",
    min: 0,
    max: 1,
    step: 0.1,
    today: 0,
    field: "severity",
    start: "2026-07",
    event: { type: "cloud_access_restriction", ...toChina, scope: "rent" },
  },
  {
    id: "lever-servicing",
    actor: "Allies",
    label: "Servicing of tools withheld",
    says: "Share of the servicing of chip tools in China that the Netherlands, the US and Japan stop together.",
    unit: "withheld",
    min: 0,
    max: 1,
    step: 0.1,
    today: 0,
    field: "severity",
    start: "2027-01",
    event: { type: "equipment_ban", issuer: "NL", targets: ["CN"], allied: ["US", "JP"], classes: ["servicing"] },
  },
  {
    id: "lever-import-ban",
    actor: "China",
    label: "Ban on NVIDIA's accelerators",
    says: "Share of China's sectors that may no longer buy them, licensed parts included.",
    unit: "of sectors",
    min: 0,
    max: 1,
    step: 0.1,
    today: 0,
    field: "sectors_share",
    start: "2026-07",
    event: { type: "import_ban", issuer: "CN", targets: ["US"], supplier: "NVIDIA" },
  },
  {
    id: "lever-materials",
    actor: "China",
    label: "Rare earths, gallium, germanium withheld",
    says: "Share of them that China keeps from the homes of chipmaking for a year.",
    unit: "withheld",
    min: 0,
    max: 1,
    step: 0.1,
    today: 0,
    field: "cut",
    start: "2027-01",
    event: {
      type: "materials_ban",
      issuer: "CN",
      targets: ["US", "TW", "KR", "JP", "NL", "EU"],
      materials: ["rare_earths", "gallium_germanium"],
      duration: 12,
    },
  },
  {
    id: "lever-taiwan",
    actor: "Shocks",
    label: "Blockade of Taiwan",
    says: "Share of what leaves Taiwan that is lost for six months.",
    unit: "lost",
    min: 0,
    max: 1,
    step: 0.1,
    today: 0,
    field: "severity",
    start: "2027-01",
    event: { type: "supply_shock", nation: "TW", duration: 6, recovery: 3 },
  },
  {
    id: "lever-energy",
    actor: "Shocks",
    label: "Energy crunch in the US",
    says: "Share of the power planned for AI that is not there for three years.",
    unit: "lost",
    min: 0,
    max: 0.6,
    step: 0.05,
    today: 0,
    field: "lost",
    start: "2028-01",
    event: { type: "energy_shortage", targets: ["US"], duration: 36 },
  },
  {
    id: "lever-bust",
    actor: "Shocks",
    label: "Investors lose faith",
    says: "How far confidence in AI falls.",
    unit: "fall",
    min: -0.8,
    max: 0,
    step: 0.1,
    today: 0,
    field: "shift",
    start: "2027-03",
    event: { type: "investment_boom", funding: 0.5 },
  },
];
