/** What a pod's resolver did for one name: every query of it, and what the application gets. */
import { z } from "zod";
import { askReplySchema } from "./ask.ts";

const resolverNameSchema = z.enum(["glibc", "musl", "go"]);

/** One query of the resolver, and what came of it. */
const podAttemptSchema = z.object({
  name: z.string(),
  type: z.string(),
  server: z.string(),
  /** Why it is sent now. */
  why: z.string(),
  /** Milliseconds after the application asked. */
  atMs: z.number(),
  /** The RCODE, `NODATA`, or that no reply came. */
  outcome: z.string(),
  values: z.array(z.string()),
  /** The zone of the server block that took it. */
  block: z.string().optional(),
  answeredBy: z.string().optional(),
  tookMs: z.number(),
  next: z.enum(["done", "next name", "again", "stops", "waits for the other"]),
  /** Why the resolver does that; empty where it goes without saying. */
  nextBecause: z.string(),
  /** The question as it was put to the engine; missing for a nameserver that is another one. */
  detail: askReplySchema.pick({ asked: true, received: true, explanation: true }).optional(),
});

const comparisonSchema = z.object({
  cost: z.object({ queries: z.int(), wasted: z.int(), tookMs: z.number() }),
  whatIfs: z.array(z.object({ label: z.string(), queries: z.int(), isFound: z.boolean(), note: z.string() })),
  /** What less ndots breaks. */
  breaks: z.string().optional(),
  resolvers: z.array(
    z.object({
      resolver: resolverNameSchema,
      queries: z.int(),
      tookMs: z.number(),
      isFound: z.boolean(),
      values: z.array(z.string()),
      error: z.string().optional(),
      lastName: z.string().optional(),
      because: z.string(),
    }),
  ),
});

/** What the resolver did; missing when the pod does not ask this CoreDNS. */
const podOutcomeSchema = z.object({
  resolver: resolverNameSchema,
  attempts: z.array(podAttemptSchema),
  result: z.object({
    isFound: z.boolean(),
    values: z.array(z.string()),
    /** The name that gave them. */
    name: z.string().optional(),
    /** The error, in the resolver's own words. */
    error: z.string().optional(),
  }),
  tookMs: z.number(),
  isStopped: z.boolean(),
  notes: z.array(z.string()),
  /** Missing when it was stopped. */
  comparison: comparisonSchema.optional(),
});
export type PodOutcome = z.infer<typeof podOutcomeSchema>;
