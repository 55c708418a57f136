/** What happens to a question that a plugin has no answer for: the next plugin gets it, maybe gets it, or never does. */
import type { SourceBlock, SourceDirective } from "./source.ts";

/**
 * `continues`: the chain goes on. `maybe`: only for names outside the plugin's zones, or let through by `fallthrough`.
 * `ends`: no name of the block comes past it.
 */
export type Flow = "continues" | "maybe" | "ends";

/** Plugins that own the names of their zones, with the place of the first zone among their arguments. */
const OWNERS: Readonly<Record<string, number>> = {
  auto: 0,
  azure: 0,
  clouddns: 0,
  etcd: 0,
  file: 1,
  hosts: 1,
  k8s_external: 0,
  kubernetes: 0,
  nomad: 0,
  route53: 0,
  secondary: 0,
  template: 2,
};

/** What those say to a name that they own and do not have. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(["hosts", "template"]);

/** The code for a name of its zones that a plugin does not have and does not let through; undefined when it has all. */
export function codeOfMiss(plugin: string): string | undefined {
  if (OWNERS[plugin] === undefined) return undefined;
  return SAYS_NOTHING.has(plugin) ? "SERVFAIL" : "NXDOMAIN";
}

/** Plugins that always reply. */
const REPLIERS: ReadonlySet<string> = new Set(["whoami", "erratic"]);

/** Reads the flow off a directive as it was written. */
export function flowOf(directive: SourceDirective, block: SourceBlock): Flow {
  const { name, args } = directive;
  if (REPLIERS.has(name)) return "ends";
  if (name === "forward" || name === "grpc")
    return coversBlock(args.slice(0, 1), block) && !hasProperty(directive, "except") ? "ends" : "maybe";
  const firstZone = OWNERS[name];
  if (firstZone === undefined) return "continues";
  if (hasProperty(directive, "fallthrough")) return "maybe";
  // Names of the cloud zones stand in argument forms of their own, so only arguments that are names count.
  const zones = args.slice(firstZone).filter((word) => !word.includes("/") || /^[\d.:a-f]+\/\d+$/i.test(word));
  if (name === "template" && args[1] !== undefined && args[1] !== "ANY") return "maybe";
  return zones.length === 0 || coversBlock(zones, block) ? "ends" : "maybe";
}

function hasProperty({ properties }: SourceDirective, name: string): boolean {
  return properties.some(([word]) => word === name);
}

/** True when every zone of the block lies in one of the given zones. */
function coversBlock(zones: readonly string[], { keys }: SourceBlock): boolean {
  const owned = zones.map(absolute);
  return keys.every(({ zone }) =>
    owned.some((parent) => parent === "." || zone === parent || zone.endsWith(`.${parent}`)),
  );
}

const absolute = (zone: string): string => (zone.endsWith(".") ? zone : `${zone}.`).toLowerCase();
