import { describe, expect, it } from "vitest";
import { marked } from "./_test/workspace.ts";
import { getSignature } from "./signature.ts";

/** The label of the signature that fits, with the active parameter in `<>`. */
const active = (text: string): string | undefined => {
  const { workspace, place } = marked(text);
  const help = getSignature(workspace, place);
  const signature = help?.signatures[help.active];
  if (help === undefined || signature === undefined) return undefined;
  const parameter = signature.parameters[help.activeParameter];
  const { label } = signature;
  if (parameter === undefined) return label;
  return `${label.slice(0, parameter.start)}<${label.slice(parameter.start, parameter.end)}>${label.slice(parameter.end)}`;
};

describe("argument hints", () => {
  const cases: Readonly<Record<string, [string, string | undefined]>> = {
    "the first argument": [". {\n forward |\n}", "forward <FROM> TO..."],
    "while it is typed": [". {\n forward .|\n}", "forward <FROM> TO..."],
    "the next one": [". {\n forward . |\n}", "forward FROM <TO...>"],
    "the rest goes on": [". {\n forward . a b |\n}", "forward FROM <TO...>"],
    "an argument that was left out": [". {\n cache example.org |\n}", "cache [TTL] <[ZONES...]>"],
    "a full line": [". {\n root a |\n}", "root DIR"],
    "a property": [". {\n cache {\n  servfail |\n }\n}", "servfail <DURATION>"],
    "forms: the word that chooses": [". {\n rewrite |\n}", "rewrite <name> FROM TO"],
    "forms: the one that is chosen": [". {\n rewrite type |\n}", "rewrite type <TYPE> TYPE"],
    "forms in any case": [". {\n rewrite TYPE A |\n}", "rewrite type TYPE <TYPE>"],
    "forms in braces": [". {\n rewrite {\n  type |\n }\n}", "rewrite type <TYPE> TYPE"],
    clauses: [". {\n acl {\n  block type |\n }\n}", "block <[type TYPE...]> [net SOURCE...]"],
    import: [". {\n import |\n}", "import <SNIPPET|FILE|PATTERN>"],
    "nothing on a name": [". {\n forwa|\n}", undefined],
    "nothing for what is not known": [". {\n fooo |\n}", undefined],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(active(text)).toBe(expected));

  it("parameters say what they are for", () => {
    const { workspace, place } = marked(". {\n cache |\n}");
    const [signature] = getSignature(workspace, place)?.signatures ?? [];
    expect(signature?.documentation).toBe("Keeps replies.");
    expect(signature?.parameters.map(({ documentation }) => documentation)).toEqual([
      "At most.",
      "Expects a zone such as example.org, or a network such as 192.0.2.0/24 for its reverse zone.",
    ]);
  });
});
