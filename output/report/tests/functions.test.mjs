// Functions that need no browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fill } from "../fill.mjs";
import { fixture } from "../fixture.mjs";
import { load } from "./modules.mjs";

test("numbers are written short, signed and with the wanted decimals", async () => {
  const { change, enough, number, percent, range, signed, tickWriter } = await load("format.ts");
  const cases = JSON.parse(readFileSync(new URL("../fixture/numbers.json", import.meta.url), "utf8"));
  for (const { value, decimals, level, change: told } of cases) {
    assert.equal(number(value, Math.max(0, decimals)).replace("−", "-"), level);
    assert.equal(change(value).replace("−", "-"), told);
  }
  assert.deepEqual([-2e7, 0, 2e7, 1.6e8].map(tickWriter([-2e7, 0, 2e7, 1.6e8], true)), ["−20 M", "0", "+20 M", "+160 M"]);
  assert.deepEqual([14.5, 15].map(tickWriter([14.5, 15])), ["14.5", "15.0"]);
  assert.equal(range(5.1e7, 1.58e8, 0, signed), "+51 to +158 M");
  assert.equal(number(NaN, 1), "–");
  assert.equal(signed(2.6, 1), "+2.6");
  assert.equal(signed(0, 1), "0.0");
  assert.equal(signed(-2.6, 1), "−2.6");
  assert.equal(range(1.1, 4.2, 1), "1.1 to 4.2");
  assert.equal(percent(0.994), "99 %");
  assert.equal(percent(0.999), "> 99 %");
  assert.equal(percent(1), "100 %");
  assert.equal(percent(0.001), "< 1 %");
  assert.equal(enough([0.0123, 0.002], 1), 3);
  assert.equal(enough([12, 3], 1), 1);
  assert.equal(enough([0, 0], 2), 2);
});

test("a difference has a mark of its direction, and none where it does not matter", async () => {
  const { verdictMark } = await load("format.ts");
  assert.equal(verdictMark("certain", 2), "▲");
  assert.equal(verdictMark("likely", -2), "▽");
  assert.equal(verdictMark("undetermined", 2), "◇");
  assert.equal(verdictMark("negligible", 1e-6), "≈");
  assert.equal(verdictMark("same", 0), "=");
});

test("names of scenarios read as words", async () => {
  const { words } = await load("format.ts");
  assert.equal(words("cn_hbm_breakthrough_2026"), "CN HBM breakthrough 2026");
  assert.equal(words("taiwan_blockade"), "Taiwan blockade");
});

test("months have names, middles and ends", async () => {
  const { monthDate, monthEnd, monthName, monthShort } = await load("format.ts");
  assert.equal(monthName("2027-03"), "March 2027");
  assert.equal(monthShort("2027-03"), "Mar 2027");
  assert.equal(monthDate("2027-03").toISOString().slice(0, 10), "2027-03-15");
  assert.equal(monthEnd("2025-12").toISOString().slice(0, 10), "2026-01-01");
});

test("a CSV quotes what must be quoted", async () => {
  const { csv } = await load("download.ts");
  assert.equal(
    csv({
      header: ["a", "b"],
      rows: [
        ["x,y", 1.5],
        ['say "no"', null],
      ],
    }),
    'a,b\r\n"x,y",1.5\r\n"say ""no""",\r\n',
  );
});

test("labels are kept apart and in order", async () => {
  const { spread } = await load("room.ts");
  const placed = spread([50, 52, 51, 120], 12, 0, 200);
  const sorted = [...placed].sort((a, b) => a - b);
  for (let at = 1; at < sorted.length; ++at) assert.ok(sorted[at] - sorted[at - 1] >= 11.9, String(placed));
  assert.ok(placed[0] < placed[2] && placed[2] < placed[1]);
  assert.equal(placed[3], 120);
});

test("an axis holds zero unless it lies far below", async () => {
  const { domainOf } = await load("room.ts");
  assert.deepEqual(domainOf([2, 10], false), [0, 10]);
  assert.deepEqual(domainOf([90, 100], false), [90, 100]);
  assert.deepEqual(domainOf([-10, -2], false), [-10, 0]);
  assert.deepEqual(domainOf([0, 0], false), [-1, 1]);
  assert.deepEqual(domainOf([0, 5, 500], true), [5, 500]);
});

test("rows of a lane never overlap", async () => {
  const { rowsOf } = await load("sections/lanes.ts");
  assert.deepEqual(
    rowsOf([
      { from: 0, to: 10 },
      { from: 5, to: 8 },
      { from: 10, to: 12 },
      { from: 9, to: 20 },
    ]),
    [0, 1, 0, 1],
  );
});

test("the steps of a waterfall end at the total", async () => {
  const { steps } = await load("sections/steps.ts");
  const all = steps({
    total: 2,
    total_se: 0.1,
    parts: [
      { policy: "a_b", text: "", value: 3, se: 1 },
      { policy: "c", text: "C", value: -1, se: 1 },
    ],
  });
  assert.deepEqual(
    all.map(({ label, from, to }) => [label, from, to]),
    [
      ["a b", 0, 3],
      ["c", 3, 2],
      ["All together", 0, 2],
    ],
  );
});

test("flows are sorted, and closed pairs are kept though they sell little", async () => {
  const { flowsOf, shownFlows } = await load("sections/trade.ts");
  const map = {
    scenarios: [
      {
        flows: [
          { layer: 0, from: 0, to: 1, values: [1] },
          { layer: 0, from: 0, to: 2, values: [5] },
          { layer: 1, from: 0, to: 3, values: [9] },
          { layer: 0, from: 2, to: 2, values: [99] },
        ],
        closed: [{ layer: 0, from: 0, to: 3, share: [0.9] }],
      },
    ],
  };
  const flows = flowsOf(map, { scenario: 0, layer: 0, month: 0, most: 1 });
  assert.deepEqual(
    flows.map(({ to, value, closed }) => [to, value, closed]),
    [
      [2, 5, 0],
      [1, 1, 0],
      [3, 0, 0.9],
    ],
  );
  const shown = shownFlows(flows, 1);
  assert.deepEqual([shown.open.length, shown.closed.length], [1, 1]);
});

test("every nation of the world has a place on the map", async () => {
  const { isPlaced } = await load("sections/places.ts");
  assert.deepEqual(
    fixture(1).map.nations.filter(({ id }) => !isPlaced(id)),
    [],
  );
});

test("the supply chain is laid out without overlaps and keeps every chokepoint", async () => {
  const { layOut } = await load("sections/chain.ts");
  const { network } = fixture(1);
  const month = network.scenarios[0].months[1];
  const { places, ties } = layOut(network, month, 9, 520);
  for (let layer = 0; layer < network.layers.length; ++layer) {
    const column = places.filter((place) => place.layer === layer).sort((a, b) => a.y - b.y);
    for (let at = 1; at < column.length; ++at) assert.ok(column[at].y >= column[at - 1].y + column[at - 1].height);
  }
  for (const { node } of month.lost) assert.ok(places.some((place) => place.node === node));
  const total = month.links.reduce((sum, { value }) => sum + value, 0);
  assert.ok(Math.abs(ties.reduce((sum, { value }) => sum + value, 0) - total) < 1e-6 * total);
});

test("data is put into the template once, and cannot close its element", () => {
  assert.equal(fill("<a>__REPORT_DATA__</a>", '{"x":"</script>"}'), '<a>{"x":"\\u003c/script>"}</a>');
  assert.throws(() => fill("no place", "{}"));
});

test("ticks that lie orders apart each have their own prefix", async () => {
  const { tickWriter } = await load("format.ts");
  const ticks = [1e4, 1e6, 1e8];
  assert.deepEqual(ticks.map(tickWriter(ticks)), ["10 k", "1 M", "100 M"]);
});

test("a sentence of the program is typeset: true minus, numbers kept with their per cent", async () => {
  const { typeset } = await load("format.ts");
  assert.equal(typeset("+0.02 (90 % of them: -0.8 to +0.1), 2022-10, H100-equivalent"), "+0.02 (90\u00a0% of them: −0.8 to +0.1), 2022-10, H100-equivalent");
});

test("the best by a measure are all that are best: ties are no choice", async () => {
  const { bestBy } = await load("sections/regret_rules.ts");
  const policy = (scenario, satisficing, expected_regret) => ({ scenario, satisficing, expected_regret });
  const policies = [policy(0, 1, 0.2), policy(1, 1, 0), policy(2, 1, 0.2)];
  assert.deepEqual(bestBy(policies, "satisficing").map(({ scenario }) => scenario), [0, 1, 2]);
  assert.deepEqual(bestBy(policies, "expected_regret").map(({ scenario }) => scenario), [1]);
});

test("nations without a colour of their own share one key", async () => {
  const { nationKeys } = await load("palette.ts");
  const keys = nationKeys([{ id: "US", name: "United States" }, { id: "DE", name: "Germany" }, { id: "IN", name: "India" }]);
  assert.deepEqual(keys.map(({ label }) => label), ["US United States", "others"]);
});
