/** Two configurations of the workspace asked the same questions. */
import { z } from "zod";
import { decodedReplySchema } from "./ask.ts";
import { draftsSchema } from "./check.ts";
import { problemSchema, rangeSchema } from "./problem.ts";

const MAX_TITLE = 200;
const MAX_FILES = 2000;
const MAX_PATH = 1024;
const MAX_TEXT = 4_000_000;

/** The older side: what the newer texts of the page are compared with. */
const beforeSchema = z.discriminatedUnion("kind", [
  /** The folder without unsaved texts. */
  z.object({ kind: z.literal("disk") }),
  /** The folder in a revision of git. */
  z.object({ kind: z.literal("revision"), revision: z.string().regex(/^[\w./@{}~^-]{1,200}$/) }),
  /** The example that the folder is a copy of, as it ships. */
  z.object({ kind: z.literal("example") }),
  /** Texts alone, by path: a save point. */
  z.object({
    kind: z.literal("texts"),
    title: z.string().max(MAX_TITLE),
    corefile: z.string().min(1).max(MAX_PATH),
    texts: z
      .record(z.string().min(1).max(MAX_PATH), z.string().max(MAX_TEXT))
      .refine((texts) => Object.keys(texts).length <= MAX_FILES, { error: `at most ${MAX_FILES} files` }),
  }),
]);
export type ComparedBefore = z.infer<typeof beforeSchema>;

/** `POST /api/behaviour-diff`. */
export const compareRequestSchema = z.object({
  /** Chosen by the page: by it the page cancels, and knows its progress. */
  id: z.string().min(1).max(64),
  before: beforeSchema,
  /** The newer side: the folder with these texts over it. */
  drafts: draftsSchema.default({}),
});
export type CompareRequest = z.input<typeof compareRequestSchema>;
export type CheckedCompareRequest = z.output<typeof compareRequestSchema>;

const { answer, authority, additional } = decodedReplySchema.shape;

const outcomeSchema = z.object({
  /** IANA's word; `none` when no reply came. */
  rcode: z.string(),
  flags: z.array(z.string()),
  answer,
  authority,
  additional,
  plugin: z.string().optional(),
  because: z.string().optional(),
  /** Upstreams whose answers were made up. */
  madeUpBy: z.array(z.string()),
  /** The whole way in a sentence. */
  inWords: z.string(),
});

const stepSchema = z.object({
  plugin: z.string(),
  verdict: z.string(),
  sentence: z.string(),
  code: z.string(),
  at: rangeSchema.optional(),
  rule: rangeSchema.optional(),
  upstream: z.string().optional(),
});
export type ComparedStep = z.infer<typeof stepSchema>;

const kindSchema = z.enum(["fails", "rcode", "answer", "upstream", "plugin", "path", "ttl"]);

const changeSchema = z.object({
  question: z.object({
    /** As people write it: `www.example.org A from 10.8.0.4`. */
    text: z.string(),
    name: z.string(),
    type: z.string(),
    class: z.string().optional(),
    from: z.string().optional(),
    via: z.enum(["udp", "tcp"]).optional(),
    do: z.boolean().optional(),
    source: z.string(),
    port: z.string().optional(),
  }),
  count: z.int().positive(),
  kind: kindSchema,
  before: outcomeSchema,
  after: outcomeSchema,
  firstDifference: z.object({ step: z.int(), before: stepSchema.optional(), after: stepSchema.optional() }).optional(),
  cause: z.object({ changes: z.array(z.int()), by: z.enum(["asked", "read", "unknown"]) }),
});
export type ComparedChange = z.infer<typeof changeSchema>;

const count = z.int().nonnegative();

const comparedSchema = z.object({
  asked: count,
  askedTimes: count,
  leftOut: count,
  counts: z.object({
    fails: count,
    rcode: count,
    answer: count,
    upstream: count,
    plugin: count,
    path: count,
    ttl: count,
    same: count,
  }),
  changes: z.array(changeSchema),
  unlisted: count,
  edits: z.array(
    z.object({
      file: z.string(),
      beforeLine: z.int(),
      removed: z.array(z.string()),
      afterLine: z.int(),
      added: z.array(z.string()),
    }),
  ),
  madeUp: count,
  /** False when it was cancelled before all questions were asked. */
  isWhole: z.boolean(),
});
export type Compared = z.infer<typeof comparedSchema>;

/** What came of it: what changes, or with which side CoreDNS would not start. */
export const compareReplySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("compared"), before: z.string(), compared: comparedSchema }),
  z.object({ kind: z.literal("unstarted"), side: z.enum(["before", "after"]), problems: z.array(problemSchema) }),
]);
export type CompareReply = z.infer<typeof compareReplySchema>;
