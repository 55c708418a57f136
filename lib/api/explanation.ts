/** The explanation on the wire: the shape of `lib/chain/explanation.ts`. */
import { z } from "zod";
import type { DispatchEntry, Explanation, Note, NotReached, Reason, Step } from "../chain/explanation.ts";
import { rangeSchema } from "./problem.ts";
import { schemaOf } from "./same.ts";

const verdictSchema = z.enum([
  "answered",
  "passed on",
  "fell through",
  "changed the question",
  "changed the answer",
  "blocked",
  "failed",
  "watched",
]);

const reasonSchema = schemaOf<Reason>()(
  z.object({
    code: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
    sentence: z.string(),
  }),
);

const noteSchema = schemaOf<Note>()(z.object({ reason: reasonSchema, rule: rangeSchema.optional() }));

/** One plugin's step, with the steps of the plugins after it inside. */
export const stepSchema = schemaOf<Step>()(
  z.object({
    plugin: z.string(),
    at: rangeSchema,
    verdict: verdictSchema,
    reason: reasonSchema.optional(),
    notes: z.array(noteSchema),
    rule: rangeSchema.optional(),
    before: z.string().optional(),
    after: z.string().optional(),
    upstream: z.string().optional(),
    tookMicros: z.number(),
    get steps(): z.ZodArray<z.ZodType<Step>> {
      return z.array(stepSchema);
    },
  }),
);

const dispatchEntrySchema = schemaOf<DispatchEntry>()(
  z.object({
    zone: z.string(),
    view: z.string().optional(),

    at: rangeSchema,
    match: z.enum(["longest match", "shorter match", "no match", "view: expression was false"]),
  }),
);

const notReachedSchema = schemaOf<NotReached>()(
  z.object({ plugin: z.string(), at: rangeSchema, because: z.string(), inRequestPath: z.boolean() }),
);

/** Why a reply is as it is. */
export const explanationSchema = schemaOf<Explanation>()(
  z.object({
    question: z.object({ name: z.string(), type: z.string(), class: z.string() }),
    client: z.object({ address: z.string(), port: z.int(), transport: z.string() }),
    listener: z.string(),
    dispatch: z.array(dispatchEntrySchema),
    steps: z.array(stepSchema),
    answeredBy: z.string().optional(),
    decidedAt: rangeSchema.optional(),
    notReached: z.array(notReachedSchema),
    reply: z.object({ rcode: z.string(), answers: z.int(), sent: z.boolean() }),
    tookMicros: z.number(),
  }),
);
