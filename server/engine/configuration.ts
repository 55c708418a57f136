/** From a Corefile on the host to a configuration that is set up. */

import { type Configured, configure } from "../../lib/chain/configure.ts";
import type { PluginSetup } from "../../lib/chain/define-setup.ts";
import type { Configuration } from "../../lib/corefile/configuration.ts";
import { loadCorefile } from "../../lib/corefile/load.ts";
import { isObstacle, type Problem } from "../../lib/corefile/problem.ts";
import { corefileFiles } from "./corefile-files.ts";
import type { EngineSource } from "./engine.ts";
import { type DebugSwitch, gateLog } from "./gated-log.ts";
import { ORDER } from "./plugin-order.ts";

const DIRECTIVES: ReadonlySet<string> = new Set(ORDER);

/** A configuration with what it was read from. */
export interface Prepared extends Configured {
  readonly source: EngineSource;
  readonly configuration: Configuration;
}

/** Reads the Corefile; without a file it is empty, which CoreDNS takes for its default. */
export function readConfiguration({ corefile, host }: EngineSource): Configuration {
  const files = corefileFiles(host.files);
  const text = files.read(corefile);
  return loadCorefile({
    file: corefile,
    text: typeof text === "string" ? text : "",
    files,
    environment: host.identity.environment,
    directives: DIRECTIVES,
  });
}

/** Sets a configuration up; nothing is started. With an error among the problems it must not be. */
export function setUp(source: EngineSource, configuration: Configuration, setups: readonly PluginSetup[]): Prepared {
  const gate: DebugSwitch = { debugging: false };
  const host = { ...source.host, log: gateLog(source.host.log, gate) };
  for (const warning of configuration.warnings) host.log.plain(warning);
  const configured = configure({
    configuration,
    defaultPort: source.defaultPort,
    host,
    plugins: { order: ORDER, setups },
  });
  gate.debugging = configured.blocks.some(({ settings }) => settings.debug);
  return { ...configured, source: { ...source, host }, configuration };
}

/** True when this engine cannot serve it. */
export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some(isObstacle);
}
