/** From a Corefile on the host to a configuration that is set up. */

import type { Configuration } from "../../lib/corefile/configuration.ts";
import { loadCorefile } from "../../lib/corefile/load.ts";
import { directiveOf } from "../../lib/profiles/profile.ts";
import { schemesOf } from "../../lib/profiles/schemes.ts";
import { DEBUG } from "../../lib/set-up/block-settings.ts";
import { type Configured, configure } from "../../lib/set-up/configure.ts";
import type { PluginSetup } from "../../lib/set-up/define-setup.ts";
import { isObstacle, type Problem } from "../../lib/text/problem.ts";
import { whyUnserved } from "../listeners/openers.ts";
import { containHost } from "./contained-host.ts";
import { corefileFiles } from "./corefile-files.ts";
import { type DebugSwitch, gateLog } from "./gated-log.ts";
import type { EngineSource } from "./instance.ts";
import { orderAt } from "./plugin-order.ts";

/** A configuration with what it was read from. */
export interface Prepared extends Configured {
  readonly source: EngineSource;
  /** The plugins that it was set up with. */
  readonly setups: readonly PluginSetup[];
  readonly configuration: Configuration;
}

/**
 * Reads the Corefile, or takes the text that was read; without a file it is empty, which CoreDNS takes for its default.
 */
export function readConfiguration({ corefile, host, release }: EngineSource, known?: string): Configuration {
  const files = corefileFiles(host.files);
  const text = known ?? files.read(corefile);
  return loadCorefile({
    file: corefile,
    text: typeof text === "string" ? text : "",
    files,
    environment: host.identity.environment,
    directives: new Set(orderAt(release)),
    schemes: schemesOf(release),
  });
}

/**
 * The problem of a Corefile that cannot be read any more. CoreDNS would serve its default, as it does when there never was
 * one; whoever deleted the file by mistake would lose all that serves, so what serves stays.
 */
export function unreadableCorefile({ corefile, host }: EngineSource): Problem | undefined {
  const read = host.files.read(corefile);
  if (read.kind === "file") return undefined;
  const start = { offset: 0, line: 1, column: 1 };
  return {
    code: "corefile-unreadable",
    severity: "error",
    cause: "here",
    message: read.text,
    range: { file: corefile, start, end: start },
    help: "Create the file again, or choose another Corefile. The configuration before it keeps serving.",
  };
}

/** Sets a configuration up; nothing is started. With an error among the problems it must not be. */
export function setUp(source: EngineSource, configuration: Configuration, setups: readonly PluginSetup[]): Prepared {
  const gate: DebugSwitch = { debugging: false };
  const host = containHost({ ...source.host, log: gateLog(source.host.log, gate) });
  for (const warning of configuration.warnings) host.log.plain(warning);
  const configured = configure({
    configuration,
    defaultPort: source.defaultPort,
    host,
    plugins: { order: orderAt(source.release), setups, asOf: (directive) => directiveOf(source.release, directive) },
    role: source.role,
    whyUnserved,
  });
  gate.debugging = configured.blocks.some(({ settings }) => settings.get(DEBUG));
  return { ...configured, source: { ...source, host }, setups, configuration };
}

/** True when this engine cannot serve it. */
export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some(isObstacle);
}
