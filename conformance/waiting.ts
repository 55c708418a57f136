/** What a case waits for: our engine says itself what it does not do yet. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setupLoaders } from "../lib/plugins/setup-loaders.gen.ts";
import type { Problem } from "../lib/text/problem.ts";
import type { EngineSource } from "../server/engine/instance.ts";
import { ORDER } from "../server/engine/plugin-order.ts";
import { prepare } from "../server/engine/prepare.ts";
import { quiet } from "../server/engine/quiet-source.ts";
import { createHost } from "../server/host/host.ts";
import type { Case, Recording } from "./case.ts";
import { fill, numberedPorts, restoreMessage } from "./placeholders.ts";
import { layOut } from "./run-case.ts";

const haveSetup: ReadonlySet<string> = new Set(setupLoaders.keys());

/** How a case ended when it was recorded, and whether only its start is looked at. */
export interface WaitingOptions {
  readonly recording: Recording | undefined;
  readonly startOnly: boolean;
}

/**
 * What a case waits for; undefined when our engine does all of it. A start alone needs that all plugins can be set up;
 * queries need that the engine serves them, which it says itself.
 */
export async function waitsFor(testCase: Case, { recording, startOnly }: WaitingOptions): Promise<string | undefined> {
  const { directives, problems } = await setUp(testCase);
  const missing = directives.find((name) => ORDER.includes(name) && !haveSetup.has(name));
  if (missing !== undefined) return `plugin/${missing}: cannot be set up yet`;
  if (startOnly || recording?.start === "fails") return undefined;
  const unserved = problems.find(({ cause }) => cause === "engine");
  return unserved?.message;
}

/** What our engine finds before it starts anything: ports are only written down. */
async function setUp(
  testCase: Case,
): Promise<{ readonly directives: readonly string[]; readonly problems: readonly Problem[] }> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  const placeholders = { ports: numberedPorts(), folder, services: {} };
  try {
    layOut(testCase, placeholders, false);
    const environment = Object.fromEntries(
      Object.entries(testCase.env ?? {}).map(([name, value]) => [name, fill(String(value), placeholders)]),
    );
    const host = createHost({ folder, environment: { ...process.env, ...environment } });
    const source: EngineSource = { corefile: join(folder, "Corefile"), defaultPort: placeholders.ports.P9 ?? 0, host };
    const { configuration, problems } = await prepare(quiet(source));
    return {
      directives: configuration.blocks.flatMap(({ directives }) => [...directives.keys()]),
      problems: problems.map((problem) => ({ ...problem, message: restoreMessage(problem.message, placeholders) })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
