/** What all routes share: guard, bounded body, checked input, one call, JSON out. */
import { inspect } from "node:util";
import { z } from "zod";
import { type Failure, failureSchema } from "../../../lib/api/failure.ts";
import { MAX_FILE_BYTES } from "../../../lib/api/workspace.ts";
import type { Studio } from "../../../server/control/studio.ts";
import { BadRequest } from "./bad-request.ts";
import { getStudio } from "./engine.ts";
import { guardSettings, refuse } from "./guard.ts";
import { windowOf } from "./window.ts";

/** JSON may write each octet of a text as `\u00XX`. */
const MAX_BODY_BYTES = 4 * MAX_FILE_BYTES;

/** A refusal of `server/`; known by its shape, because it comes from outside the bundle. */
const refusalSchema = z.object({
  name: z.literal("Refusal"),
  status: z.int().min(400).max(599),
  message: z.string(),
  help: z.string(),
  meant: failureSchema.shape.meant,
});

/** What a route does, for the window of this ID. */
type Call<Input> = (studio: Studio, input: Input, window: string) => unknown;

/** Replies to a request without input. */
export function replyTo(request: Request, call: Call<undefined>): Promise<Response> {
  return guarded(request, async () =>
    Response.json(await call(await getStudio(), undefined, windowOf(request)), NO_STORE),
  );
}

/** Replies to a request with its input in the query of the URL. */
export function replyToQuery<S extends z.ZodType>(
  request: Request,
  schema: S,
  call: Call<z.output<S>>,
): Promise<Response> {
  return guarded(request, async () => {
    const input = schema.parse(Object.fromEntries(new URL(request.url).searchParams));
    return Response.json(await call(await getStudio(), input, windowOf(request)), NO_STORE);
  });
}

/** Replies to a request with its input as a JSON body. */
export function replyToBody<S extends z.ZodType>(
  request: Request,
  schema: S,
  call: Call<z.output<S>>,
): Promise<Response> {
  return guarded(request, async () => {
    const input = schema.parse(await readJson(request));
    return Response.json(await call(await getStudio(), input, windowOf(request)), NO_STORE);
  });
}

const NO_STORE = { headers: { "cache-control": "no-store" } };

/** Runs a route behind the guard; whatever is thrown becomes a failure in words. */
export async function guarded(request: Request, route: () => Promise<Response>): Promise<Response> {
  const refused = refuse(request, guardSettings());
  if (refused !== undefined) return fail(403, refused);
  try {
    return await route();
  } catch (error) {
    return describeError(error);
  }
}

/** A failure as a response. */
export function fail(status: number, failure: Failure): Response {
  return Response.json(failure, { status, ...NO_STORE });
}

function describeError(error: unknown): Response {
  if (error instanceof z.ZodError) {
    return fail(400, describeIssue(error.issues[0]));
  }
  if (error instanceof BadRequest) return fail(error.status, { error: error.message, help: error.help });
  const refusal = refusalSchema.safeParse(error);
  if (refusal.success) {
    const { status, message: error, help, meant } = refusal.data;
    return fail(status, { error, help, ...(meant === undefined ? {} : { meant }) });
  }
  // What broke may tell of this machine: it goes to whoever runs the studio, not to whoever asks.
  process.stderr.write(`${inspect(error)}\n`);
  return fail(500, {
    error: "the studio failed",
    help: "Your text is safe. The studio's terminal says why. Try again, or start the studio again.",
  });
}

/** Our own sentence where the schema has one; never what the schema's library says, which is no language for people. */
function describeIssue(issue: z.core.$ZodIssue | undefined): Failure {
  const where = issue === undefined || issue.path.length === 0 ? "the request" : `"${issue.path.join(".")}"`;
  const what = issue?.code === "custom" ? `must be ${issue.message}` : "is missing or not of the kind that is expected";
  return { error: `${where} ${what}`, help: "Reload the page: it and the server may be of different versions." };
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/.test(type)) throw new BadRequest(415, "the body must be application/json", "Send JSON.");
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest(400, "the body is no JSON", "Send JSON.");
  }
}

async function readText(request: Request): Promise<string> {
  const tooLarge = new BadRequest(413, "the body is too large", `A request has at most ${MAX_BODY_BYTES} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
