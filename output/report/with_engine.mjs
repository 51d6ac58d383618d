// Puts the engine into the page of the playground: node with_engine.mjs TEMPLATE ENGINE.JS ENGINE.WASM PAGE
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [template, script, module, page] = process.argv.slice(2);
const parts = {
  __ENGINE_SCRIPT__: readFileSync(script, "utf8").replace(/<\/script/g, "<\\/script"),
  __ENGINE_MODULE__: gzipSync(readFileSync(module), { level: 9 }).toString("base64"),
};
let text = readFileSync(template, "utf8");
for (const [place, part] of Object.entries(parts)) {
  if (text.split(place).length !== 2) throw new Error(`the template must hold ${place} once`);
  text = text.replace(place, () => part);
}
writeFileSync(page, text);
