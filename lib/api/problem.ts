/** Places and problems on the wire: the shapes of `lib/text/position.ts` and `lib/text/problem.ts`. */
import { z } from "zod";
import type { Fix } from "../text/edit.ts";
import type { Position, Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import { schemaOf } from "./same.ts";

/** A place between two characters. */
const positionSchema = schemaOf<Position>()(
  z.object({
    offset: z.int().nonnegative(),
    line: z.int().positive(),
    column: z.int().positive(),
  }),
);

/** A stretch of a file. */
export const rangeSchema = schemaOf<Range>()(
  z.object({ file: z.string(), start: positionSchema, end: positionSchema }),
);

/** A change that mends a problem. */
const fixSchema = schemaOf<Fix>()(
  z.object({
    title: z.string(),
    edits: z.array(z.object({ range: rangeSchema, text: z.string() })).readonly(),
    creates: z
      .array(z.object({ file: z.string(), text: z.string() }))
      .readonly()
      .exactOptional(),
  }),
);

/** One problem of a configuration. */
export const problemSchema = schemaOf<Problem>()(
  z.object({
    code: z.string(),
    severity: z.enum(["error", "warning", "information"]),
    cause: z.enum(["text", "here", "engine"]),
    message: z.string(),
    range: rangeSchema,
    unknown: z.string().exactOptional(),
    help: z.string().exactOptional(),
    fixes: z.array(fixSchema).readonly().exactOptional(),
  }),
);
