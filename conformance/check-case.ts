/** Holds `check --here` against a case: the first error is the one with which CoreDNS ended, or there is none. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wouldStart } from "../server/engine/would-start.ts";
import { createHost } from "../server/host/host.ts";
import type { Case, Recording } from "./case.ts";
import { fill, freePorts, type Placeholders, plainLine, restoreMessage } from "./placeholders.ts";
import { layOut } from "./run-case.ts";
import { startServices } from "./services.ts";

/** Checks the case in this process, in a folder of its own; gives what differs, in words. */
export async function checkCase(testCase: Case, want: Recording): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  const services = await startServices(testCase);
  const ports = await freePorts(JSON.stringify([testCase, want]));
  const placeholders: Placeholders = { ports, folder, services: services.urls };
  try {
    layOut(testCase, placeholders, false);
    const got = await firstError(testCase, placeholders);
    const expected = expectedError(want);
    const isAnyError = testCase.any_error === true && got !== undefined && expected !== undefined;
    return got === expected || isAnyError ? [] : [`check --here: want ${said(expected)}, got ${said(got)}`];
  } finally {
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The error that ends the start; a server that meets its own query has started before it ends. */
function expectedError(want: Recording): string | undefined {
  const isRefused = want.start === "fails" && want.exit !== 0 && !want.error.startsWith("plugin/loop: Loop (");
  return isRefused ? want.error : undefined;
}

async function firstError(testCase: Case, placeholders: Placeholders): Promise<string | undefined> {
  const { ports, folder } = placeholders;
  const environment = Object.fromEntries(
    Object.entries(testCase.env ?? {}).map(([name, value]) => [name, fill(String(value), placeholders)]),
  );
  const { problems } = await wouldStart({
    corefile: join(folder, "Corefile"),
    defaultPort: ports.P9 ?? 0,
    host: createHost({ folder, environment: { ...process.env, ...environment } }),
  });
  const error = problems.find(({ severity }) => severity === "error");
  if (error === undefined) return undefined;
  // Of a message of several lines a recording has the last one.
  const last = error.message.split("\n").findLast((line) => line.trim() !== "") ?? "";
  return restoreMessage(plainLine(last, folder), placeholders);
}

function said(message: string | undefined): string {
  return message === undefined ? "a start" : JSON.stringify(message);
}
