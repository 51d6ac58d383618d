// What runs in each worker: the engine with its files, asked by messages and answering each in turn.
let engine;

const call = (name, types, values) => JSON.parse(engine.ccall(`playground_${name}`, "string", types, values));

const deeds = {
  async start({ module, files, seed }) {
    engine = await chokepoint_engine({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
        return {};
      },
    });
    for (const [name, text] of Object.entries(files)) {
      engine.FS.mkdirTree(`/home/${name}`.replace(/\/[^/]*$/, ""));
      engine.FS.writeFile(`/home/${name}`, text);
    }
    return call("start", ["number", "number"], [seed, 0]);
  },
  set: ({ scenario, yaml }) => call("set", ["number", "string"], [scenario, yaml]),
  run({ scenario, replicate, keep }) {
    const said = call("run", ["number", "number", "number"], [scenario, replicate, keep ? 1 : 0]);
    return said.error ? said : { words: engine.HEAPU32.slice(said.at / 4, said.at / 4 + said.words) };
  },
  take({ scenario, replicate, words }) {
    const at = engine._malloc(4 * words.length);
    engine.HEAPU32.set(words, at / 4);
    const said = call("take", ["number", "number", "number", "number"], [scenario, replicate, at, words.length]);
    engine._free(at);
    return said;
  },
  tell: ({ runs, scenarios }) => call("tell", ["number", "number"], [runs, scenarios.reduce((all, s) => all | (1 << s), 0)]),
  memory: () => ({ bytes: engine.HEAPU8.length }),
};

onmessage = async ({ data }) => {
  try {
    postMessage({ id: data.id, said: await deeds[data.deed](data) });
  } catch (failed) {
    postMessage({ id: data.id, said: { error: String(failed) } });
  }
};
