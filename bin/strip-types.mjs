/**
 * Takes the types out of TypeScript files that lie under node_modules, which Node does for no package by itself: needed
 * when corefile-studio was installed as one (npm install --global, pre-commit).
 */
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

const OWN = new URL("..", import.meta.url).href;

registerHooks({
  load(url, context, nextLoad) {
    const isOwn = url.startsWith(OWN) && !url.slice(OWN.length).startsWith("node_modules/") && url.endsWith(".ts");
    if (!isOwn) return nextLoad(url, context);
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"));
    return { format: "module", source, shortCircuit: true };
  },
});
