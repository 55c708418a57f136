/** What a Corefile needs of the pod that runs it: ports, probes, and the permission to look at the cluster. */
import { parseCorefile } from "../corefile/parse.ts";
import type { DirectiveNode, ServerBlockNode } from "../corefile/tree.ts";
import { readZoneAddress, splitScheme } from "../corefile/zone-address.ts";

/** A port of the container, and of the Service where clients ask there. */
export interface NeededPort {
  readonly name: string;
  readonly protocol: "UDP" | "TCP";
  readonly containerPort: number;
  /** What clients ask; undefined for what is the pod's own. */
  readonly servicePort: number | undefined;
}

/** What the pod must have. */
export interface ExportNeeds {
  readonly ports: readonly NeededPort[];
  /** Ports of the probes; undefined without the plugin. */
  readonly healthPort: number | undefined;
  readonly readyPort: number | undefined;
  readonly metricsPort: number | undefined;
  readonly readsCluster: boolean;
  readonly reloads: boolean;
  /** Words of directives that name a folder, whose files do not go along. */
  readonly folders: readonly string[];
}

const WELL_KNOWN: Readonly<
  Record<string, readonly [name: string, port: number, protocols: readonly ("UDP" | "TCP")[]]>
> = {
  dns: ["dns", 53, ["UDP", "TCP"]],
  tls: ["dns-over-tls", 853, ["TCP"]],
  https: ["dns-over-https", 443, ["TCP"]],
  https3: ["dns-over-https3", 443, ["UDP"]],
  quic: ["dns-over-quic", 853, ["UDP"]],
  grpc: ["dns-over-grpc", 443, ["TCP"]],
};

/** Reads the texts of a Corefile and of what it imports. */
export function exportNeeds(texts: readonly string[]): ExportNeeds {
  const trees = texts.map((text) => parseCorefile(text, ""));
  const blocks = trees.flatMap(({ items }) => items.filter((item) => item.kind === "server block"));
  const bodies = trees.flatMap(({ items }) => items.flatMap((item) => (item.kind === "import" ? [] : item.body)));
  const directives = bodies.filter((line) => line.kind === "directive");
  const find = (name: string): DirectiveNode | undefined => directives.find((one) => one.name.text === name);
  return {
    ports: portsOf(blocks),
    healthPort: portOf(find("health"), 8080),
    readyPort: portOf(find("ready"), 8181),
    metricsPort: portOf(find("prometheus"), 9153),
    readsCluster: find("kubernetes") !== undefined,
    reloads: find("reload") !== undefined,
    folders: directives.filter(({ name }) => name.text === "auto").map(({ name }) => name.text),
  };
}

function portOf(directive: DirectiveNode | undefined, usual: number): number | undefined {
  if (directive === undefined) return undefined;
  const port = Number(/:(\d+)$/.exec(directive.args[0]?.text ?? "")?.[1] ?? usual);
  return port > 0 && port < 65_536 ? port : usual;
}

/** One for each transport and port; the well-known port of the transport is the Service's, wherever the pod listens. */
function portsOf(blocks: readonly ServerBlockNode[]): readonly NeededPort[] {
  const found = new Map<string, NeededPort>();
  for (const { text } of blocks.flatMap(({ keys }) => keys)) {
    const { transport, rest } = splitScheme(text);
    const [name, usual, protocols] = WELL_KNOWN[transport] ?? [];
    const read = readZoneAddress(rest);
    if (name === undefined || usual === undefined || protocols === undefined || "error" in read) continue;
    const containerPort = Number(read.port === "" ? usual : read.port);
    if (!Number.isInteger(containerPort)) continue;
    for (const protocol of protocols) addPort(found, { name, usual, protocol, containerPort });
  }
  return [...found.values()];
}

interface PortWish {
  readonly name: string;
  readonly usual: number;
  readonly protocol: "UDP" | "TCP";
  readonly containerPort: number;
}

function addPort(found: Map<string, NeededPort>, { name, usual, protocol, containerPort }: PortWish): void {
  const key = `${protocol} ${containerPort}`;
  if (found.has(key)) return;
  const isTaken = [...found.values()].some((one) => one.servicePort === usual && one.protocol === protocol);
  const base = name === "dns" && protocol === "TCP" ? "dns-tcp" : name;
  // A port's name has at most 15 characters.
  const full = isTaken ? `${protocol.toLowerCase()}-${containerPort}` : base.replace("dns-over", "dns");
  found.set(key, { name: full, protocol, containerPort, servicePort: isTaken ? containerPort : usual });
}
