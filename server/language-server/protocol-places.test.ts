import { expect, test } from "vitest";
import { toFileEdit } from "./protocol-places.ts";

test("a fix that makes a file is an edit that creates it and puts its text in", () => {
  const fix = { title: "Create db", edits: [], creates: [{ file: "db", text: "x\n" }] };
  const start = { line: 0, character: 0 };
  expect(toFileEdit(fix, (file) => `file:///dns/${file}`)).toEqual({
    documentChanges: [
      { kind: "create", uri: "file:///dns/db", options: { ignoreIfExists: true } },
      {
        textDocument: { uri: "file:///dns/db", version: null },
        edits: [{ range: { start, end: start }, newText: "x\n" }],
      },
    ],
  });
});
