/** A call takes about 120,000 arguments and throws beyond: a list of any length is no argument list. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT_FOLDER, sourceFiles } from "./sources.ts";

/** Calls with a list that has a bound nearby, by file. */
const BOUNDED: Readonly<Record<string, string>> = {
  "cli/check/check-options.ts": "the words of a command line, which the system bounds",
  "lib/dns/rdata/svcb-param.ts": "the octets of one address",
  "lib/language/signature.ts": "the forms of one directive, as it is described",
  "lib/plugins/forward/look-up.ts": "the addresses of one reply",
  "lib/plugin-kit/policy.ts": "one upstream that is taken out",
  "lib/plugins/rewrite/edns-subnet.ts": "the octets of one address",
  "lib/plugins/rewrite/edns-variable.ts": "the octets of one address",
  "lib/plugins/template/answering.ts": "the text of one option of EDNS",
};

const CALL = /\.(?:push|unshift|splice|concat|max|min|fromCharCode|fromCodePoint|of|apply)\(/g;

/** Whether a list is spread among the arguments of a call that begins there, behind its parenthesis. */
function spreadsAt(text: string, start: number): boolean {
  let depth = 0;
  for (let at = start; at < text.length && depth >= 0; at++) {
    const character = text.charAt(at);
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (depth === 0 && text.startsWith("...", at)) return true;
  }
  return false;
}

function spreads(text: string): boolean {
  return [...text.matchAll(CALL)].some(({ 0: call, index }) => spreadsAt(text, index + call.length));
}

test("no call spreads a list of any length among its arguments", () => {
  const found = ["lib", "server", "cli", "components", "app"].flatMap(sourceFiles).filter((file) => {
    if (/\.test\.tsx?$/.test(file) || file.includes("/_test/")) return false;
    return spreads(readFileSync(join(ROOT_FOLDER, file), "utf8"));
  });
  expect(found.sort()).toEqual(Object.keys(BOUNDED).sort());
});

test("calls are told from lists and objects", () => {
  expect(spreads("all.push(...more)")).toBe(true);
  expect(spreads("Math.max(\n  0,\n  ...lengths,\n)")).toBe(true);
  expect(spreads("all.push([...more], { ...one }, f(other))")).toBe(false);
});
