import { expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { directive as file } from "../../plugins/file/directive.ts";
import { LanguageService } from "../service.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import { getZoneDefinitions, getZoneLinks } from "./navigation.ts";

const TEXT = "@ MX 10 Mail\nmail A 192.0.2.1\n AAAA 2001:db8::1\nmail TXT x\n$INCLUDE more\n$INCLUDE none\n";
const TEXTS = { Corefile: "example.org {\n file zones/db\n}", "zones/db": TEXT, "zones/more": "a A 192.0.2.1\n" };
const workspace: LanguageWorkspace = {
  service: new LanguageService(),
  corefile: "Corefile",
  files: filesInMemory(TEXTS),
  paths: Object.keys(TEXTS),
  environment: {},
  directives: [file],
};

test("a target leads to the records of its name", () => {
  const found = getZoneDefinitions(workspace, { file: "zones/db", offset: TEXT.indexOf("Mail") + 1 });
  expect(found.map(({ target }) => target.start.line)).toEqual([2, 4]);
});
test("$INCLUDE leads to the file", () => {
  const [found] = getZoneDefinitions(workspace, { file: "zones/db", offset: TEXT.indexOf("more") });
  expect(found?.target.file).toBe("zones/more");
});
test("an owner leads nowhere", () =>
  expect(getZoneDefinitions(workspace, { file: "zones/db", offset: TEXT.indexOf("mail") })).toEqual([]));
test("links to files that are there", () =>
  expect(getZoneLinks(workspace, "zones/db")).toMatchObject([{ file: "zones/more", range: { start: { line: 5 } } }]));
