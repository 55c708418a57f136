/** The explanation on the wire: the shape of `lib/explanation/explanation.ts`. */
import { z } from "zod";
import {
  type AskedHere,
  type DispatchEntry,
  type Explanation,
  MATCHES,
  type Note,
  type NotReached,
  type Reason,
  type ReplyChange,
  type Step,
  VERDICTS,
  type WayBack,
} from "../explanation/explanation.ts";
import { rangeSchema } from "./problem.ts";
import { schemaOf } from "./same.ts";

const verdictSchema = z.enum(VERDICTS);

const reasonSchema = schemaOf<Reason>()(
  z.object({
    code: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
    sentence: z.string(),
    brief: z.string().optional(),
    unasked: z.string().optional(),
  }),
);

const noteSchema = schemaOf<Note>()(z.object({ reason: reasonSchema, rule: rangeSchema.optional() }));

const changeSchema = schemaOf<ReplyChange>()(
  z.object({
    part: z.enum(["question", "code", "flags", "answer", "authority", "additional", "EDNS"]),
    kind: z.enum(["added", "removed", "changed", "TTL", "order"]),
    record: z.string().optional(),
    before: z.string().optional(),
    after: z.string().optional(),
  }),
);

const wayBackSchema = schemaOf<WayBack>()(
  z.object({
    verdict: verdictSchema,
    reason: reasonSchema.optional(),
    rule: rangeSchema.optional(),
    changes: z.array(changeSchema),
  }),
);

/** One plugin's step, with the steps of the plugins after it inside. */
const stepSchema = schemaOf<Step>()(
  z.object({
    plugin: z.string(),
    at: rangeSchema,
    verdict: verdictSchema,
    reason: reasonSchema.optional(),
    notes: z.array(noteSchema),
    rule: rangeSchema.optional(),
    used: z.array(rangeSchema).optional(),
    before: z.string().optional(),
    after: z.string().optional(),
    upstream: z.string().optional(),
    tookMicros: z.number(),
    back: wayBackSchema.optional(),
    get askedHere(): z.ZodOptional<z.ZodArray<z.ZodType<AskedHere>>> {
      return z.array(askedHereSchema).optional();
    },
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
    viewAt: rangeSchema.optional(),
    match: z.enum(MATCHES),
  }),
);

const notReachedSchema = schemaOf<NotReached>()(
  z.object({ plugin: z.string(), at: rangeSchema, because: z.string(), inRequestPath: z.boolean() }),
);

/** Why a reply is as it is. */
export const explanationSchema = schemaOf<Explanation>()(
  z.object({
    inWords: z.string(),
    unfinished: z.boolean().optional(),
    configuration: z.string().optional(),
    question: z.object({ name: z.string(), type: z.string(), class: z.string() }),
    client: z.object({ address: z.string(), port: z.int(), transport: z.string() }),
    listener: z.string(),
    dispatch: z.array(dispatchEntrySchema),
    server: z.array(noteSchema).optional(),
    steps: z.array(stepSchema),
    answeredBy: z.string().optional(),
    decidedAt: rangeSchema.optional(),
    notReached: z.array(notReachedSchema),
    counterfactual: z.object({ plugin: z.string(), at: rangeSchema }).optional(),
    reply: z.object({ rcode: z.string(), answers: z.int().optional(), sent: z.boolean() }),
    tookMicros: z.number(),
  }),
);

/** An upstream that was a listener of the same configuration, and why it replied as it did. */
const askedHereSchema = schemaOf<AskedHere>()(
  z.object({
    lookUp: z.string().optional(),
    listener: z.string(),
    isCircle: z.boolean().optional(),
    get explanation(): z.ZodOptional<z.ZodType<Explanation>> {
      return explanationSchema.optional();
    },
  }),
);
