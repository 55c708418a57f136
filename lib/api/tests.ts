/** A run of the tests of dns-tests.yaml on an engine of its own, and what came of it. */
import { z } from "zod";
import { draftsSchema } from "./check.ts";
import { explanationSchema } from "./explanation.ts";
import { problemSchema } from "./problem.ts";

/** `POST /api/tests`. */
export const testRunRequestSchema = z.object({
  /** Chosen by the page, so that it can cancel and knows whose progress it hears of. */
  id: z.string().min(1).max(64),
  drafts: draftsSchema.default({}),
  /** The lines at which the tests to run begin; all of them if left out. */
  lines: z.array(z.int().positive()).max(10_000).optional(),
  /** Whether upstreams without a fixture are really asked. */
  useRealUpstreams: z.boolean().default(false),
});
export type TestRunRequest = z.input<typeof testRunRequestSchema>;
export type CheckedTestRunRequest = z.output<typeof testRunRequestSchema>;

const differenceSchema = z.object({
  what: z.enum(["rcode", "answer", "plugin", "line"]),
  expected: z.string(),
  got: z.string(),
});

/** What came of one test. */
const testResultSchema = z.object({
  title: z.string(),
  /** Its line in dns-tests.yaml. */
  line: z.int(),
  ask: z.string(),
  /** `broken`: it could not be asked. */
  state: z.enum(["held", "fell", "broken"]),
  differences: z.array(differenceSchema),
  error: z.string().optional(),
  /** Questions to upstreams for which there was no fixture. */
  missing: z.array(z.string()),
  /** Of a test that did not hold. */
  explanation: explanationSchema.optional(),
  tookMs: z.number(),
});
export type TestResultReply = z.infer<typeof testResultSchema>;

const coverageKindSchema = z.enum(["block", "directive", "rule", "entry", "record"]);

/** How much of the workspace the tests came to. */
const coverageSchema = z.object({
  percent: z.int(),
  covered: z.int(),
  total: z.int(),
  kinds: z.array(z.object({ kind: coverageKindSchema, covered: z.int(), total: z.int() })),
  lines: z.array(
    z.object({ file: z.string(), line: z.int(), state: z.enum(["decided", "passed", "never"]), sentence: z.string() }),
  ),
  uncovered: z.array(
    z.object({ kind: coverageKindSchema, file: z.string(), line: z.int(), endLine: z.int(), words: z.string() }),
  ),
});
export type CoverageReply = z.infer<typeof coverageSchema>;

/** With problems nothing was asked: those of dns-tests.yaml, or those of a configuration that does not start. */
export const testRunReplySchema = z.object({
  problems: z.array(problemSchema),
  results: z.array(testResultSchema),
  coverage: coverageSchema.optional(),
  isCancelled: z.boolean(),
});
export type TestRunReply = z.infer<typeof testRunReplySchema>;

/** How far a run is: told while it goes on. */
export const testProgressSchema = z.object({ run: z.string(), done: z.int(), total: z.int() });
export type TestProgress = z.infer<typeof testProgressSchema>;
