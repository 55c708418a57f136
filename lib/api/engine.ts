/** The engine on the wire: what state it is in, where it really listens, and what it may be told to do. */
import { z } from "zod";
import { problemSchema } from "./problem.ts";

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
});
export type Listener = z.infer<typeof listenerSchema>;

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
 * this window serve on the Corefile's own ports instead of the one that does.
 */
export const controlRequestSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("restart") }),
  z.object({ action: z.literal("stop") }),
  z.object({ action: z.literal("take-ports") }),
  z.object({ action: z.literal("cancel"), askId: z.string().max(64) }),
]);
export type ControlRequest = z.infer<typeof controlRequestSchema>;
