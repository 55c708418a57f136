import { describe, expect, it } from "vitest";
import { filesInMemory } from "../corefile/imports/files-in-memory.ts";
import { DIRECTIVES } from "./_test/workspace.ts";
import { parsedText } from "./corefile/parsed.ts";
import { fileUses } from "./files/file-uses.ts";
import { problemsOfNamedFiles } from "./problems/problems-of-named-files.ts";
import { LanguageService } from "./service.ts";
import type { LanguageWorkspace } from "./workspace.ts";

const TEXTS = { Corefile: "example.org {\n file db\n}\n", db: "@ SOA ns m 1 2 3 4 5\n@ A x\n" };

function workspaceOf(service: LanguageService): LanguageWorkspace {
  const files = filesInMemory(TEXTS);
  return { service, corefile: "Corefile", files, paths: Object.keys(TEXTS), environment: {}, directives: DIRECTIVES };
}

/** What is asked of a service, and gives the same object as long as it is remembered. */
const QUESTIONS: Readonly<Record<string, (service: LanguageService) => unknown>> = {
  "the tree of a Corefile": (service) => parsedText(service, { file: "Corefile", text: TEXTS.Corefile }),
  "the entries of a zone file": (service) => service.entries(TEXTS.db),
  "the files that a Corefile names": (service) => fileUses(workspaceOf(service)),
  "what is wrong with them": (service) => problemsOfNamedFiles(workspaceOf(service))[0],
};

describe.each(Object.entries(QUESTIONS))("%s", (_, ask) => {
  it("is found once by a service, and by another one anew", () => {
    const [mine, other] = [new LanguageService(), new LanguageService()];
    const first = ask(mine);
    expect(first).toBeDefined();
    expect(ask(mine)).toBe(first);
    const others = ask(other);
    expect(others).toEqual(first);
    expect(others).not.toBe(first);
    expect(ask(mine)).toBe(first);
  });
});

it("an edit that another service hears of moves nothing here", () => {
  const [mine, other] = [new LanguageService(), new LanguageService()];
  const text = "a.example.org {\n}\nb.example.org {\n}\n";
  const line = (service: LanguageService, edited: string): number | undefined =>
    parsedText(service, { file: "Corefile", text: edited }).tree.items[1]?.first.line;
  const before = parsedText(mine, { file: "Corefile", text });
  line(other, text);
  expect(line(other, `\n\n${text}`)).toBe(5);
  expect(before.tree.items[1]?.first.line).toBe(3);
  expect(line(mine, text)).toBe(3);
});
