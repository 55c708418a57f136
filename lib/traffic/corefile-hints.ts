/** What a Corefile tells about its log and its captures. */
import type { Configuration } from "../corefile/configuration.ts";
import { resolveKeys } from "../corefile/keys.ts";
import type { Directive } from "../directive/directive.ts";
import type { TrafficOptions } from "./traffic.ts";

/** The formats in which queries are logged, and the ports of its server blocks. */
export function corefileHints(
  configuration: Configuration,
  directives: readonly Directive<unknown>[],
  defaultPort: string,
): Required<Pick<TrafficOptions, "formats" | "ports">> {
  const loggers = directives.filter(({ logsQueries }) => logsQueries === true).map(({ name }) => name);
  const words = configuration.blocks.flatMap(({ directives: used }) => loggers.flatMap((name) => used.get(name) ?? []));
  const formats = words.map(({ text }) => text).filter((text) => text.length > 1 && text.includes("{"));
  const ports = resolveKeys(configuration, defaultPort).blocks.flat();
  return { formats: [...new Set(formats)], ports: [...new Set(ports.map(({ port }) => Number(port)))] };
}
