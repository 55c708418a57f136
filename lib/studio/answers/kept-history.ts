/** The history of questions as a window of the browser keeps it over a reload. */
import { z } from "zod";
import { anywaySchema, askReplySchema } from "../../api/ask.ts";
import { besideSchema } from "../../api/coredns.ts";
import { querySummarySchema } from "../../api/events.ts";
import { explanationSchema } from "../../api/explanation.ts";
import { failureSchema } from "../../api/failure.ts";
import { questionSchema } from "../saved.ts";
import { type Answer, MAX_ANSWERS } from "./answers-slice.ts";

/** The name under which the window keeps it. */
export const HISTORY_KEY = "corefile-studio-history";
/** Browsers give a page about 5 MB for everything; the oldest questions go first. */
const MAX_CHARACTERS = 1_000_000;

const answerSchema = z.object({
  id: z.string(),
  question: questionSchema,
  askedAtMs: z.number(),
  anyway: anywaySchema.optional(),
  whatIf: z.object({ words: z.string(), isOtherText: z.boolean() }).optional(),
  state: z.enum(["done", "failed"]),
  reply: askReplySchema.optional(),
  observed: z
    .object({ query: querySummarySchema, explanation: explanationSchema.optional(), test: z.string().optional() })
    .transform(({ query, explanation, test }) => ({ query, explanation, ...(test === undefined ? {} : { test }) }))
    .optional(),
  engine: z.literal("coredns").optional(),
  beside: besideSchema.optional(),
  failure: failureSchema.optional(),
});
const historySchema = z.object({ format: z.literal(1), answers: z.array(z.unknown()).max(MAX_ANSWERS) });

/** Reads it back; what is not ours, or of another version, is left out. */
export function readHistory(text: string | null): readonly Answer[] {
  if (text === null) return [];
  try {
    const read = historySchema.safeParse(JSON.parse(text));
    return (read.data?.answers ?? []).flatMap((kept) => {
      const answer = answerSchema.safeParse(kept);
      return answer.success ? [withoutMissing(answer.data)] : [];
    });
  } catch {
    return [];
  }
}

/** An optional field that is not there is no field. */
function withoutMissing({
  anyway,
  whatIf,
  reply,
  observed,
  failure,
  engine,
  beside,
  ...answer
}: z.output<typeof answerSchema>): Answer {
  return {
    ...answer,
    ...(anyway === undefined ? {} : { anyway }),
    ...(whatIf === undefined ? {} : { whatIf }),
    ...(reply === undefined ? {} : { reply }),
    ...(observed === undefined ? {} : { observed }),
    ...(failure === undefined ? {} : { failure }),
    ...(engine === undefined ? {} : { engine }),
    ...(beside === undefined ? {} : { beside }),
  };
}

/** What to keep: the newest questions that have ended, as many as there is room for. */
export function writeHistory(answers: readonly Answer[]): string {
  let left = MAX_CHARACTERS;
  const ended = answers.filter(({ state }) => state !== "working").map((answer) => JSON.stringify(answer));
  const end = ended.findIndex((text) => {
    left -= text.length;
    return left < 0;
  });
  return `{"format":1,"answers":[${ended.slice(0, end < 0 ? ended.length : end).join(",")}]}`;
}
