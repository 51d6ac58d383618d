// The same bits in WebAssembly as in the program: node --test with ENGINE (the web build), SIMULATE and ROOT set.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { engine } from "./engine.mjs";

const { ENGINE, SIMULATE, ROOT } = process.env;
const runs = 4;
const text = (scenario) => readFileSync(`${ROOT}/scenarios/${scenario}.yaml`, "utf8");

function native(scenario, parameters) {
  const said = execFileSync(SIMULATE, [scenario, "--runs", String(runs), "--hash", "--no-compare", "--parameters", parameters], { encoding: "utf8" });
  return said.split(/\s+/)[0];
}

for (const parameters of ["point", "posterior"]) {
  test(`hashes are those of the program, ${parameters}`, async () => {
    const web = await engine(ENGINE, ROOT, { point: parameters === "point" });
    for (let r = 0; r < runs; ++r) web.run(0, r);
    assert.equal(web.tell(runs).hashes[0], native("baseline", parameters), "baseline");
    for (const scenario of ["chip_ban", "strict_enforcement", "policy_agents"]) {
      const { shares } = web.set(1, text(scenario));
      assert.equal(shares, scenario !== "policy_agents", "whether history is shared");
      for (let r = 0; r < runs; ++r) web.run(1, r);
      assert.equal(web.tell(runs, [1]).hashes[1], native(scenario, parameters), scenario);
    }
  });
}

test("a mistake says line and column, and what stood before stays", async () => {
  const web = await engine(ENGINE, ROOT, { point: true });
  assert.ok(!web.set(1, text("strict_enforcement")).mistakes);
  const { mistakes } = web.set(1, "scenario:\n  name: mine\n  extends: baseline.yaml\nevents:\n  - id: a\n    type: chip_export_ban\n    issuer: US\n    targets: [CN]\n    tpp_mx: 1600\n    start: 2027-01\n    source: hypothetical\n");
  assert.ok(mistakes.some(({ line, column, what }) => line === 9 && column === 5 && /did you mean 'tpp_max'/.test(what)), JSON.stringify(mistakes));
  for (let r = 0; r < 2; ++r) web.run(0, r), web.run(1, r);
  const { outcomes, charts, answer } = web.tell(2, [1]);
  assert.ok(outcomes.some(({ chart, difference }) => chart === "eci_gap" && difference.median !== 0));
  assert.equal(charts[0].levels.length, 2);
  assert.match(answer.policies[0].difference, /US lead/);
});
