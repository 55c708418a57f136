/** What an editor knows of an earlier release: words to complete, places in the chain, problems at each key, keys in the diagram. */
import { expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { BlockReader } from "../../diagram/read-blocks.ts";
import { getCompletions } from "../../language/completions.ts";
import { getInlays } from "../../language/inlays.ts";
import { LiveProblems } from "../../language/problems/live-problems.ts";
import { LanguageService } from "../../language/service.ts";
import type { LanguageWorkspace } from "../../language/workspace.ts";
import { directivesOf } from "../../profiles/profile.ts";
import { schemesOf } from "../../profiles/schemes.ts";
import { directives } from "../directives.gen.ts";

function workspaceOf(release: string | undefined, text: string): LanguageWorkspace {
  return {
    service: new LanguageService(),
    corefile: "Corefile",
    files: filesInMemory({ Corefile: text }),
    paths: ["Corefile"],
    environment: {},
    release,
    directives: directivesOf(release, directives),
  };
}

test("only words that the release knows are offered", () => {
  const text = ". {\n    forward . 192.0.2.53 {\n        \n    }\n    \n}\n";
  const offered = (release: string, offset: number) =>
    getCompletions(workspaceOf(release, text), { file: "Corefile", offset })?.items.map(({ label }) => label);
  const [inForward, inBlock] = [text.indexOf("        \n") + 8, text.indexOf("    \n}") + 4];
  expect(offered("1.11.3", inForward)).toContain("max_concurrent");
  expect(offered("1.11.3", inForward)).not.toContain("failover");
  expect(offered("1.13.0", inForward)).toContain("failover");
  expect(offered("1.11.3", inBlock)).toContain("timeouts");
  expect(offered("1.11.3", inBlock)).not.toContain("multisocket");
  expect(offered("1.12.0", inBlock)).toContain("multisocket");
});

test("places in the chain are those of the release", () => {
  const places = (release: string | undefined) =>
    getInlays(workspaceOf(release, ". {\n    cache\n    acl\n}\n"), "Corefile", { startLine: 1, endLine: 9 }).map(
      ({ at, text }) => `${at.line} ${text}`,
    );
  expect(places("1.14.6")).toEqual(["2 1st of 2 in the chain", "3 2nd of 2 in the chain"]);
  expect(places(undefined)).toEqual(["2 2nd of 2 in the chain", "3 1st of 2 in the chain"]);
});

test("a key with a scheme that came later is one of plain DNS, in problems and in the diagram", () => {
  const text = "https3://example.org {\n    whoami\n}\n";
  const told = (release: string) => {
    const options = { file: "Corefile", directives: directivesOf(release, directives), defaultPort: "53" };
    return new LiveProblems(text, options).read(filesInMemory({})).map(({ message }) => message);
  };
  expect(told("1.13.2")).toEqual(["DoH3 requires TLS, no TLS config found"]);
  expect(told("1.13.1")).toEqual([]);
  const keysOf = (release: string) => new BlockReader(schemesOf(release)).read(text, "Corefile").blocks[0]?.keys;
  expect(keysOf("1.13.1")).toEqual([{ transport: "dns", zone: "https3://example.org.", port: 53 }]);
  expect(keysOf("1.13.2")).toEqual([{ transport: "https3", zone: "example.org.", port: 443 }]);
});

test("a problem at a key says which release brought the word", () => {
  const options = { file: "Corefile", directives: directivesOf("1.11.3", directives), defaultPort: "53" };
  const problems = new LiveProblems(". {\n    multisocket\n}\n", options).read(filesInMemory({}));
  expect(problems.map(({ help }) => help)).toEqual([
    "multisocket came with CoreDNS 1.12.0; this folder is for 1.11.3.",
  ]);
});
