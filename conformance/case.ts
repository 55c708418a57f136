/** A case and its recording, as they stand on disk: read once here, typed from then on. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const ednsSchema = z.object({
  size: z.number().optional(),
  do: z.boolean().optional(),
  version: z.number().optional(),
  options: z
    .array(z.union([z.object({ ecs: z.string() }), z.object({ code: z.number(), hex: z.string().optional() })]))
    .optional(),
});

const keySchema = z.object({
  name: z.string(),
  secret: z.string(),
  algorithm: z.string().optional(),
  time: z.number().optional(),
});

const questionSchema = z.object({
  q: z.string().optional(),
  raw: z.string().optional(),
  before: z.string().optional(),
  to: z.string().optional(),
  via: z.enum(["udp", "tcp", "tls", "https", "h3", "grpc", "quic"]).optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  http1: z.boolean().optional(),
  refusal: z.boolean().optional(),
  flags: z.array(z.string()).optional(),
  edns: ednsSchema.nullish(),
  from: z.string().optional(),
  host: z.string().optional(),
  opcode: z.string().optional(),
  id: z.number().optional(),
  timeout: z.number().optional(),
  secure: z.boolean().optional(),
  serial: z.number().optional(),
  tsig: keySchema.optional(),
  update: z.array(z.string()).optional(),
  failure_kind: z.boolean().optional(),
});

const stepSchema = z.union([
  z.string(),
  z.object({ sleep: z.number() }),
  z.object({ write: z.record(z.string(), z.string()) }),
  z.object({
    get: z.string(),
    body: z.boolean().optional(),
    user: z.string().optional(),
    known: z.boolean().optional(),
    headers: z.array(z.string()).optional(),
  }),
  questionSchema,
]);

/** One step of a case: a question, a pause, a file that changes, or an HTTP request. */
export type CaseStep = z.infer<typeof stepSchema>;
/** A question with all that a case may say of it. */
export type CaseQuestion = z.infer<typeof questionSchema>;

const caseSchema = z.object({
  about: z.string(),
  corefile: z.string(),
  files: z.record(z.string(), z.union([z.string(), z.instanceof(Uint8Array)])).nullish(),
  env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  certs: z.boolean().optional(),
  k8s: z.array(z.unknown()).optional(),
  etcd: z.record(z.string(), z.unknown()).optional(),
  http: z.record(z.string(), z.unknown()).optional(),
  queries: z.array(stepSchema).nullish(),
  vary: z.array(z.string()).optional(),
  ordered: z.boolean().optional(),
  settle: z.number().optional(),
  no_wait: z.array(z.string()).optional(),
  no_metrics: z.boolean().optional(),
  start_fails: z.boolean().optional(),
  start_s: z.number().optional(),
  any_error: z.boolean().optional(),
  host: z.string().optional(),
  log: z.string().optional(),
});

/** A case: a configuration, what is asked of it, and what may vary in the replies. */
export type Case = z.infer<typeof caseSchema>;

/** A recorded reply; which fields it has depends on what was asked. */
export type RecordedReply = Record<string, unknown>;

const recordingSchema = z.union([
  z.object({ start: z.literal("fails"), exit: z.number().nullish(), error: z.string() }),
  z.object({ start: z.literal("timeout"), log: z.string() }),
  z.object({
    start: z.literal("ok"),
    replies: z.array(z.record(z.string(), z.unknown())),
    died: z.number().nullish(),
    log: z.array(z.string()).optional(),
  }),
]);

/** What a server did with a case. */
export type Recording = z.infer<typeof recordingSchema>;

/** Reads a case file. Throws with the file's name when it is not one. */
export function readCase(path: string): Case {
  return inFile(path, () => caseSchema.parse(parse(readFileSync(path, "utf8"))));
}

/** Reads the recording of a case; undefined when there is none. */
export function readRecording(casePath: string): Recording | undefined {
  const path = recordingPath(casePath);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  return inFile(path, () => recordingSchema.parse(JSON.parse(text)));
}

/** Where the recording of a case lies. */
export function recordingPath(casePath: string): string {
  return casePath.replace(/\.yaml$/, ".expect.json");
}

function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
