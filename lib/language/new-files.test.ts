/** What the files begin with that a fix makes: nothing is wrong with any of them. */

import { expect, test } from "vitest";
import { createFileFix, isBelow } from "../directive/advice/new-file.ts";
import { ROOT, readName } from "../dns/name/name.ts";
import { reader } from "../plugins/file/directive.ts";
import { getHostsProblems } from "./hosts-file/problems.ts";
import { getZoneProblems } from "./zone-file/problems.ts";
import { readZoneText } from "./zone-file/read.ts";

const textOf = (kind: Parameters<typeof createFileFix>[1]): string => createFileFix("x", kind).creates?.[0]?.text ?? "";

test("a zone is one for every origin", () => {
  const origin = readName("example.org.") ?? ROOT;
  const reading = readZoneText({ file: "db", text: textOf("zone"), origin, include: () => ({ error: "" }) });
  expect(reading.records.length).toBe(3);
  expect(getZoneProblems(reading, { origin, reader })).toEqual([]);
});

test("hosts has an entry", () =>
  expect(getHostsProblems({ file: "h", text: textOf("hosts"), zones: [ROOT] })).toEqual([]));

test("files are made below the folder only", () => {
  const files = {
    absolute: (path: string) => (path.startsWith("/") ? path : `/dns/${path}`).replace("/./", "/").replace(/\/\.$/, ""),
  };
  expect(["db", "zones/db", "/dns/db", "/etc/hosts"].map((path) => isBelow(path, files))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
