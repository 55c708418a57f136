/** What `GET /api/events` streams (server-sent events): each `data:` line is one event as JSON. */
import { z } from "zod";
import { engineInfoSchema } from "./engine.ts";
import { explanationSchema } from "./explanation.ts";
import { testProgressSchema } from "./tests.ts";
import { workspaceSchema } from "./workspace.ts";

/** A line of the engine's log, as CoreDNS prints it. */
const logLineSchema = z.object({
  atMs: z.number(),
  level: z.enum(["debug", "info", "warning", "error", "plain"]),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** A query that the engine finished, whoever asked. */
export const querySummarySchema = z.object({
  /** Counts up within one run of the studio. */
  id: z.int(),
  atMs: z.number(),
  client: z.string(),
  transport: z.string(),
  listener: z.string(),
  name: z.string(),
  type: z.string(),
  class: z.string(),
  /** IANA's word; empty when nothing was sent. */
  rcode: z.string(),
  answeredBy: z.string().optional(),
  /** Missing where the engine does not tell. */
  sizeBytes: z.int().nonnegative().optional(),
  tookMicros: z.number(),
});
export type QuerySummary = z.infer<typeof querySummarySchema>;

/** `GET /api/engine/explanation`: the query's number. */
export const observedQuerySchema = z.object({ query: z.coerce.number().int().positive() });

/** Why a query was answered as it was; without an explanation it was not watched, or is too long ago. */
export const observedReplySchema = z.object({ explanation: explanationSchema.optional() });
export type ObservedReply = z.infer<typeof observedReplySchema>;

/** One event. `missed` tells how many were left out because the page read too slowly. */
export const studioEventSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("engine"), engine: engineInfoSchema }),
  z.object({ kind: z.literal("workspace"), workspace: workspaceSchema, changed: z.array(z.string()) }),
  z.object({ kind: z.literal("log"), line: logLineSchema }),
  z.object({ kind: z.literal("query"), query: querySummarySchema }),
  z.object({ kind: z.literal("explanation"), queryId: z.int(), explanation: explanationSchema }),
  z.object({ kind: z.literal("tests"), progress: testProgressSchema }),
  z.object({
    kind: z.literal("comparing"),
    id: z.string(),
    asked: z.int().nonnegative(),
    total: z.int().nonnegative().optional(),
    changed: z.int().nonnegative(),
  }),
  z.object({ kind: z.literal("missed"), count: z.int().positive() }),
]);
export type StudioEvent = z.infer<typeof studioEventSchema>;
