// The engine as WebAssembly under node, with the data and scenarios of a folder: what the page's worker does in a browser.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export async function engine(build, root, { seed = 1, point = false } = {}) {
  const make = createRequire(import.meta.url)(join(build, "engine.js"));
  const module = await make({ wasmBinary: readFileSync(join(build, "engine.wasm")) });
  for (const folder of ["data", "data/world", "scenarios", "scenarios/policies", "scenarios/patterns", "scenarios/claims"]) {
    module.FS.mkdirTree(`/home/${folder}`);
    for (const file of readdirSync(join(root, folder), { withFileTypes: true }))
      if (file.isFile()) module.FS.writeFile(`/home/${folder}/${file.name}`, readFileSync(join(root, folder, file.name)));
  }
  const call = (name, types, values) => {
    const said = JSON.parse(module.ccall(`playground_${name}`, "string", types, values));
    if (said.error) throw new Error(said.error);
    return said;
  };
  call("start", ["number", "number"], [seed, point ? 1 : 0]);
  return {
    set: (scenario, yaml) => call("set", ["number", "string"], [scenario, yaml]),
    run(scenario, replicate, keep = true) {
      const { at, words } = call("run", ["number", "number", "number"], [scenario, replicate, keep ? 1 : 0]);
      call("take", ["number", "number", "number", "number"], [scenario, replicate, at, words]);
    },
    tell: (runs, scenarios = []) => call("tell", ["number", "number"], [runs, scenarios.reduce((all, s) => all | (1 << s), 0)]),
    memory: () => module.HEAPU8.length,
  };
}
