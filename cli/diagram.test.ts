/** `corefile-studio diagram`: Mermaid and SVG of a folder's Corefile, with what it imports. */
import { expect, it } from "vitest";
import { CommandFolder } from "./_test/launcher.ts";

const folder = new CommandFolder();
const COREFILE = "corp.example {\n    import common.conf\n    forward . 10.9.0.2\n    errors\n}\n";

it("is Mermaid, with imported plugins in the order they run", () => {
  folder.layOut({ Corefile: COREFILE, "common.conf": "cache 30\n" });
  const { code, out, err } = folder.run("diagram");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("flowchart LR");
  const plugins = [...out.matchAll(/^ {4}n\d+\["(\w+)"\]$/gm)].map(([, plugin]) => plugin);
  expect(plugins).toEqual(["errors", "cache", "forward"]);
  const written = folder.run("diagram Corefile --order written").out;
  expect(written).toMatch(/cache \(runs 2nd\)[\s\S]*forward \(runs 3rd\)[\s\S]*errors \(runs 1st\)/);
});

it("is an SVG file, also of standard input", () => {
  const { code, out } = folder.run("diagram - --format svg", ". {\n    hosts\n}\n");
  expect(code).toBe(0);
  expect(out).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*miss stops here → SERVFAIL[\s\S]*<\/svg>\n$/,
  );
});

it.each([
  [
    "diagram --format png",
    "corefile-studio diagram: --format png: it is one of mermaid, svg; see corefile-studio diagram --help\n",
  ],
  ["diagram nowhere", "corefile-studio diagram: nowhere: no such file or directory\n"],
  ["diagram Corefile", "corefile-studio diagram: Corefile:1 - Syntax error: Unexpected token '{', expecting '}'\n"],
])("%s ends with 2 and one line", (command, err) => {
  folder.layOut({ Corefile: ". {\n" });
  const ran = folder.run(command);
  expect([ran.code, ran.out]).toEqual([2, ""]);
  expect(ran.err).toBe(err);
});
