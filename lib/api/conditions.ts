/** `/api/engine/conditions`: what the engine holds and asks now, and what is made to happen to it. */
import { z } from "zod";
import { rangeSchema } from "./problem.ts";

const DAY_MS = 86_400_000;
/** Further ahead than any TTL is (RFC 2181 section 8 has 68 years; nobody waits for those). */
const MOST_AHEAD_MS = 366 * DAY_MS;
const MOST_LAG_MS = 60_000;

/** What an upstream is made to do, whatever the real one does. */
const faultSchema = z.discriminatedUnion("kind", [
  /** It keeps silent. */
  z.object({ kind: z.literal("timeout") }),
  /** Nobody listens there. */
  z.object({ kind: z.literal("refused") }),
  z.object({ kind: z.literal("servfail") }),
  /** Over UDP every reply is cut off; over TCP the real upstream replies. */
  z.object({ kind: z.literal("truncated") }),
  /** The real reply, later. */
  z.object({ kind: z.literal("lag"), ms: z.int().min(1).max(MOST_LAG_MS) }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** `POST /api/engine/conditions`: what changes; what is left out stays, so that an empty one only looks. */
export const conditionsRequestSchema = z.object({
  /** How far the clock goes ahead, in milliseconds. */
  advanceMs: z.number().min(0).max(MOST_AHEAD_MS).optional(),
  /** By the upstream's name, for instance `192.0.2.53:53`; null for what the real one does. */
  faults: z.record(z.string().max(300), faultSchema.nullable()).optional(),
});
export type ConditionsRequest = z.infer<typeof conditionsRequestSchema>;

const heldReplySchema = z.object({
  name: z.string(),
  type: z.string(),
  class: z.string(),
  rcode: z.string(),
  half: z.enum(["success", "denial"]),
  records: z.int().nonnegative(),
  ageSeconds: z.int(),
  secondsLeft: z.int(),
  dnssecOk: z.boolean(),
  checkingDisabled: z.boolean(),
});
export type HeldReplyInfo = z.infer<typeof heldReplySchema>;

/** What there is to see then. */
export const conditionsReplySchema = z.object({
  /** How far the engine's clock is ahead of the real time, in milliseconds. */
  aheadMs: z.number(),
  /** What each cache holds, the youngest first. */
  caches: z.array(
    z.object({
      at: rangeSchema,
      zones: z.array(z.string()),
      total: z.int().nonnegative(),
      newest: z.array(heldReplySchema),
    }),
  ),
  upstreams: z.array(
    z.object({
      name: z.string(),
      isUp: z.boolean(),
      failedChecks: z.int().nonnegative(),
      at: rangeSchema,
      /** What it is made to do. */
      fault: faultSchema.optional(),
    }),
  ),
});
export type ConditionsReply = z.infer<typeof conditionsReplySchema>;
