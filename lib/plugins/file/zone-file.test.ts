import { expect, test } from "vitest";
import { type CanonicalName, canonical, ROOT, readName } from "../../dns/name/name.ts";
import { world } from "../_test/run.ts";
import { zoneFileSteps } from "./zone-file.ts";

const ORIGIN: CanonicalName = canonical(readName("example.org.") ?? ROOT);

/** In how many steps a zone is read whose names are not in order. */
function stepsOf(lastLine: string): number {
  const names = Array.from({ length: 2000 }, (_, at) => `n${(at * 7) % 2000} A 192.0.2.1\n`);
  const db = `$TTL 60\n@ SOA ns admin 1 1 1 1 1\n${names.join("")}${lastLine}\n`;
  const steps = zoneFileSteps(world({ db }).files, { path: "db", origin: ORIGIN, serial: -1 });
  let count = 0;
  while (steps.next().done !== true) count++;
  return count;
}

test("a zone that proves what it does not have is put in order while it is read, another one is not", () => {
  const inOrder = stepsOf("@ TXT a");
  expect(stepsOf("@ NSEC n0 SOA TXT NSEC")).toBeGreaterThan(inOrder + 4);
});
