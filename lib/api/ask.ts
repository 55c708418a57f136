/** A question to the engine, and the reply with its explanation. */
import { z } from "zod";
import { readName } from "../dns/name/name.ts";
import { ALGORITHM_NAMES } from "../dns/tsig/algorithm.ts";
import { readSecret } from "../dns/tsig/keys.ts";
import { ASK_DEFAULTS } from "./ask-defaults.ts";
import { ASK_TRANSPORTS } from "./ask-transport.ts";
import { engineInfoSchema, socketSchema } from "./engine.ts";
import { explanationSchema } from "./explanation.ts";

/** What goes into the OPT record; without it the question has none (RFC 6891). */
const askEdnsSchema = z.object({
  /** The UDP payload size that the client takes, in octets. */
  size: z.int().min(0).max(65_535).default(1232),
  dnssecOk: z.boolean().default(false),
});

const askFlagsSchema = z.object({
  recursionDesired: z.boolean().default(ASK_DEFAULTS.flags.recursionDesired),
  authenticData: z.boolean().default(ASK_DEFAULTS.flags.authenticData),
  checkingDisabled: z.boolean().default(ASK_DEFAULTS.flags.checkingDisabled),
});

/** A plugin of the server block, and the line of its directive when there are several. */
export const anywaySchema = z.object({ plugin: z.string().min(1).max(100), line: z.int().positive().optional() });

/** A TSIG key with which a question is signed (RFC 8945). */
const askKeySchema = z.object({
  /** With its final dot. */
  name: z
    .string()
    .max(1024)
    .refine((name) => name.endsWith(".") && readName(name) !== undefined),
  /** `hmac-sha256`, ... */
  algorithm: z.enum(ALGORITHM_NAMES),
  /** In Base64. */
  secret: z
    .string()
    .max(4096)
    .refine((secret) => readSecret(secret) !== undefined),
});
export type AskKey = z.infer<typeof askKeySchema>;

/** `POST /api/ask`. */
export const askRequestSchema = z.object({
  /** Chosen by the page, so that it can cancel. */
  id: z.string().max(64).optional(),
  /** The QNAME as people type it; what is none is told by whoever asks, as wrong types, classes and addresses are. */
  name: z.string().trim().max(4096),
  /** `A`, `HTTPS`, `TYPE65`, ... */
  type: z.string().trim().max(256).default(ASK_DEFAULTS.type),
  /** `IN`, `CH`, `CLASS7`, ... */
  class: z.string().trim().max(256).default(ASK_DEFAULTS.class),
  transport: z.enum(ASK_TRANSPORTS).default(ASK_DEFAULTS.transport),
  edns: askEdnsSchema.optional(),
  flags: askFlagsSchema.prefault({}),
  /** The address that the question counts as coming from; the loopback address it is really sent from if left out. */
  clientAddress: z.string().trim().max(256).optional(),
  /** The label of the listener to ask; the first that takes the transport if left out. */
  listener: z.string().max(300).optional(),
  /** Sign the question. */
  key: askKeySchema.optional(),
  /** Put the question to this plugin of its server block, past those before it: what it would say. */
  anyway: anywaySchema.optional(),
  /** Ask again over TCP when the reply over UDP is truncated (TC). */
  retryOverTcp: z.boolean().default(ASK_DEFAULTS.retryOverTcp),
  /** Milliseconds to wait for the reply. */
  timeoutMs: z.int().min(100).max(30_000).default(ASK_DEFAULTS.timeoutMs),
});
/** A question as the page sends it. */
export type AskRequest = z.input<typeof askRequestSchema>;
/** A question with everything filled in. */
export type CheckedAskRequest = z.output<typeof askRequestSchema>;

/** One resource record in presentation format. */
const recordSchema = z.object({
  name: z.string(),
  ttlSeconds: z.int().nonnegative(),
  class: z.string(),
  type: z.string(),
  /** RDATA as in a zone file; RFC 3597's `\# LENGTH HEX` for types nobody knows. */
  rdata: z.string(),
});
export type RecordText = z.infer<typeof recordSchema>;

/** The OPT record of a reply. */
const replyEdnsSchema = z.object({
  version: z.int(),
  size: z.int(),
  dnssecOk: z.boolean(),
  options: z.array(z.object({ code: z.int(), name: z.string(), text: z.string() })),
});

/** A decoded reply. `rcode` and `opcode` are IANA's words. */
export const decodedReplySchema = z.object({
  id: z.int(),
  opcode: z.string(),
  rcode: z.string(),
  /** Set bits in dig's order: `qr aa tc rd ra ad cd`. */
  flags: z.array(z.enum(["qr", "aa", "tc", "rd", "ra", "z", "ad", "cd"])),
  question: z.array(z.object({ name: z.string(), class: z.string(), type: z.string() })),
  answer: z.array(recordSchema),
  authority: z.array(recordSchema),
  additional: z.array(recordSchema),
  edns: replyEdnsSchema.optional(),
});
export type DecodedReply = z.infer<typeof decodedReplySchema>;

/** What came back, or did not. */
const receivedSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("reply"),
    message: decodedReplySchema,
    sizeBytes: z.int().positive(),
    /** The message as it came, in lower-case hex. */
    wireHex: z.string(),
    /** The transport that it came over: `tcp` after a retry. */
    transport: z.enum(ASK_TRANSPORTS),
    tookMs: z.number().nonnegative(),
    /** The reply as dig prints it. */
    text: z.string(),
  }),
  z.object({
    kind: z.literal("nothing"),
    /** `timeout`: no reply came, which is also what a dropped query looks like; `unreadable`: bytes that are no message. */
    because: z.enum(["timeout", "connection refused", "connection closed", "unreadable", "cancelled"]),
    /** One sentence for people. */
    text: z.string(),
    tookMs: z.number().nonnegative(),
  }),
]);
export type Received = z.infer<typeof receivedSchema>;

export const askReplySchema = z.object({
  id: z.string().optional(),
  /** The question as it was sent: a name with its dot, type and class in IANA's spelling. */
  asked: z.object({
    name: z.string(),
    /** The name as it was typed, when it went out as A-labels. */
    typed: z.string().optional(),
    type: z.string(),
    class: z.string(),
    wireHex: z.string(),
  }),
  /** The listener asked, in the Corefile's words, and its real socket. */
  listener: z.object({ label: z.string(), bound: socketSchema }),
  received: receivedSchema,
  /** How the reply came about; without a reply how far the question came. Missing when the engine did not see it. */
  explanation: explanationSchema.optional(),
  engine: engineInfoSchema,
});
export type AskReply = z.infer<typeof askReplySchema>;
