// Does what the program does: puts the data into the template. node fill.mjs TEMPLATE DATA PAGE
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

export function fill(template, json) {
  const place = "__REPORT_DATA__";
  if (template.split(place).length !== 2) throw new Error(`the template must hold ${place} once`);
  return template.replace(place, () => json.replace(/</g, "\\u003c"));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [template, data, page] = process.argv.slice(2);
  writeFileSync(page, fill(readFileSync(template, "utf8"), readFileSync(data, "utf8")));
}
