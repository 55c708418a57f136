/** Upstreams as a Corefile writes them, compared with what was asked and with the listeners beside them. */
import { joinHostPort } from "../go/net.ts";
import type { ChainBlock, ChainModel } from "./chain-model.ts";

const DEFAULT_PORTS: Readonly<Record<string, string>> = { dns: "53", tls: "853", https: "443", grpc: "443" };

interface Address {
  readonly transport: string;
  readonly host: string;
  readonly port: string;
}

/** `192.0.2.53`, `tls://192.0.2.53`, `[2001:db8::53]:5300`; undefined for a file or a name with a slash. */
function readUpstream(text: string): Address | undefined {
  const [, transport = "dns", rest = ""] = /^(?:(\w+):\/\/)?(.*)$/.exec(text) ?? [];
  // What follows `%` names the TLS server.
  const plain = rest.replace(/%.*$/, "");
  if (plain === "" || plain.includes("/")) return undefined;
  const bracketed = /^\[([^\]]+)\](?::(\w+))?$/.exec(plain);
  const isBareIpv6 = bracketed === null && plain.split(":").length > 2;
  const [host = "", port] = bracketed?.slice(1) ?? (isBareIpv6 ? [plain] : plain.split(":"));
  return { transport, host: host.toLowerCase(), port: port ?? DEFAULT_PORTS[transport] ?? "53" };
}

/** True when an upstream of the Corefile is the one that was asked: `192.0.2.53:53`, `[2001:db8::53]:53`. */
export function isUpstream(written: string, asked: string): boolean {
  const one = readUpstream(written);
  const other = readUpstream(asked);
  return one !== undefined && other !== undefined && one.host === other.host && one.port === other.port;
}

/** An upstream that is a listener of the same Corefile. */
export interface OwnListener {
  readonly listener: string;
  /** True when a question that goes there comes back to the same block, and so on for ever. */
  readonly circles: boolean;
}

/** Finds the listener that an upstream of a block is, if it is one. */
export function ownListener(model: ChainModel, block: ChainBlock, upstream: string): OwnListener | undefined {
  const listener = listenerOf(model, upstream);
  return listener === undefined
    ? undefined
    : { listener, circles: comesBack(model, { from: block, listener, seen: new Set() }) };
}

function listenerOf({ listeners }: ChainModel, upstream: string): string | undefined {
  const address = readUpstream(upstream);
  if (address === undefined) return undefined;
  const { transport, host, port } = address;
  const isHere = /^127\.|^::1$|^0\.0\.0\.0$|^::$/.test(host);
  const wanted = [`${transport}://${joinHostPort(host, port)}`, ...(isHere ? [`${transport}://:${port}`] : [])];
  return listeners.find(({ id }) => wanted.includes(id))?.id;
}

interface Round {
  readonly from: ChainBlock;
  readonly listener: string;
  readonly seen: Set<ChainBlock>;
}

/** Follows names of the block's zone from listener to listener. A rewrite on the way may lead them elsewhere. */
function comesBack(model: ChainModel, { from, listener, seen }: Round): boolean {
  const target = blockFor(model, listener, from);
  if (target === undefined || from.leadsElsewhere) return false;
  if (target === from) return true;
  const path: ChainBlock[] = [target];
  for (let block = path.pop(); block !== undefined; block = path.pop()) {
    if (block === from) return true;
    if (seen.has(block) || block.leadsElsewhere) continue;
    seen.add(block);
    for (const upstream of block.chain.flatMap(({ upstreams }) => upstreams)) {
      const next = listenerOf(model, upstream);
      const behind = next === undefined ? undefined : blockFor(model, next, from);
      if (behind !== undefined) path.push(behind);
    }
  }
  return false;
}

/** The block of a listener that names of another block's first zone come to. */
function blockFor({ listeners, blocks }: ChainModel, listener: string, { zones }: ChainBlock): ChainBlock | undefined {
  const [zone = "."] = zones;
  const behind = new Set(listeners.find(({ id }) => id === listener)?.blocks);
  let best: { readonly block: ChainBlock; readonly length: number } | undefined;
  for (const block of blocks) {
    if (!behind.has(block.id)) continue;
    for (const own of block.zones) {
      const covers = own === "." || zone === own || zone.endsWith(`.${own}`);
      if (covers && own.length > (best?.length ?? 0)) best = { block, length: own.length };
    }
  }
  return best?.block;
}
