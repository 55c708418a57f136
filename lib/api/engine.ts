/** The engine on the wire: what state it is in, where it really listens, and what it may be told to do. */
import { z } from "zod";
import { problemSchema } from "./problem.ts";

const MAX_CONTEXT = 512;

/** A socket's address; IPv6 stands without brackets. */
export const socketSchema = z.object({ address: z.string(), port: z.int().min(0).max(65_535) });
export type Socket = z.infer<typeof socketSchema>;

/** One listener of the Corefile and the loopback socket that stands in for it. */
const listenerSchema = z.object({
  /** As the Corefile has it, in CoreDNS's words: `dns://:53`, `http://:8080`. */
  label: z.string(),
  kind: z.enum(["dns", "tls", "https", "https3", "quic", "grpc", "http"]),
  /** What the Corefile asks for; the address is empty for all. */
  wanted: socketSchema,
  /** Where it really listens. */
  bound: socketSchema,
  /** Zones of the server blocks behind it; the plugin's name for `http`. */
  serves: z.array(z.string()),
  /** How many sockets share the address (plugin multisocket); one if left out. */
  sockets: z.int().positive().optional(),
  /** True where a transport that is made for TLS is in the clear, since the block has no `tls`. */
  isClear: z.boolean().optional(),
});
export type Listener = z.infer<typeof listenerSchema>;

/** A cluster that what serves answers from. */
const clusterSchema = z.object({
  /** `manifests` of the workspace stand for a cluster; an `api` server is asked. */
  kind: z.enum(["manifests", "api"]),
  /** The API server's URL; empty for manifests. */
  server: z.string(),
  /** The context of the user's kubeconfig that was chosen; empty where the Corefile, or the cluster around, says it. */
  context: z.string(),
  /** False while not all objects have been seen. */
  synced: z.boolean(),
  /** Why the server could not be asked the last time; empty while it can. */
  failure: z.string(),
  services: z.int().nonnegative(),
  /** Missing where pods are not followed. */
  pods: z.int().nonnegative().optional(),
  namespaces: z.int().nonnegative(),
});
export type ClusterInfo = z.infer<typeof clusterSchema>;

/**
 * `starting` until sockets are open; `serving`; `refused` when the configuration has errors and none was good before;
 * `stopped` on request; `killed` when it hung or ran out of memory: it comes back on the next edit or on `restart`.
 */
const engineStateSchema = z.enum(["starting", "serving", "refused", "stopped", "killed"]);
/** `GET /api/engine`: the engine as it is now. */
export const engineInfoSchema = z.object({
  engine: z.enum(["built-in", "coredns"]),
  /** The CoreDNS release that it follows, or is. */
  release: z.string(),
  state: engineStateSchema,
  /** One sentence for people: why it was killed, refused or stopped. */
  because: z.string().optional(),
  /** Goes up with every configuration that went live; 0 before the first. */
  generation: z.int().nonnegative(),
  listeners: z.array(listenerSchema),
  /** Each once, however many server blocks answer from it. */
  clusters: z.array(clusterSchema),
  /** The context of the user's kubeconfig that this workspace is connected to. */
  connectedTo: z.string().optional(),
  /** The configuration that went live last. */
  configuration: z
    .object({
      /** A hash over the text and the files that made it; every explanation has that of its own. */
      identity: z.string(),
      /** When it went live, in milliseconds since the Unix epoch. */
      sinceMs: z.number(),
    })
    .optional(),
  /** Problems of the newest configuration; and why the engine ended itself, if it did. */
  problems: z.array(problemSchema),
  /** True when the newest configuration has errors and an earlier one is serving. */
  servesEarlier: z.boolean(),
  /** True when its listeners may be on the Corefile's own ports; false while those are another window's. */
  hasPorts: z.boolean(),
});
export type EngineInfo = z.infer<typeof engineInfoSchema>;

/**
 * `POST /api/engine/control`. `cancel` ends a question that is under way, by the `id` of its request; `take-ports` lets
 * this window serve on the Corefile's own ports instead of the one that does. `connect` takes a context of the user's
 * kubeconfig for the cluster of this workspace, which is only read; the folder itself never says so.
 */
export const controlRequestSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("restart") }),
  z.object({ action: z.literal("stop") }),
  z.object({ action: z.literal("take-ports") }),
  z.object({ action: z.literal("connect"), context: z.string().min(1).max(MAX_CONTEXT) }),
  z.object({ action: z.literal("disconnect") }),
  z.object({ action: z.literal("cancel"), askId: z.string().max(64) }),
]);
export type ControlRequest = z.infer<typeof controlRequestSchema>;

/** `GET /api/engine/names`: what was typed so far. */
export const namesQuerySchema = z.object({ typed: z.string().max(255).default("") });

/** Names that what serves has, those like what was typed first. */
export const namesReplySchema = z.object({
  names: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      /** What it is, in a few words. */
      about: z.string(),
    }),
  ),
});
export type NamesReply = z.infer<typeof namesReplySchema>;
