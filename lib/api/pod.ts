/** A question as a pod asks it: the pod, its resolv.conf, every query of its resolver, and what the application gets. */
import { z } from "zod";
import { askReplySchema, askRequestSchema } from "./ask.ts";
import { draftsSchema } from "./check.ts";
import { engineInfoSchema, socketSchema } from "./engine.ts";

export const resolverNameSchema = z.enum(["glibc", "musl", "go"]);
export type PodResolverName = z.infer<typeof resolverNameSchema>;

const word = z.string().max(300);

const dnsConfigSchema = z.object({
  nameservers: z.array(word).max(20).nullish(),
  searches: z.array(word).max(64).nullish(),
  options: z
    .array(z.object({ name: word, value: word.nullish() }))
    .max(50)
    .nullish(),
});
export type PodDnsConfigText = z.infer<typeof dnsConfigSchema>;

/** Who asks: a Pod of the manifests, or one made up. */
const podClientSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pod"), namespace: word, name: word }),
  z.object({
    kind: z.literal("custom"),
    namespace: word,
    dnsPolicy: word,
    hostNetwork: z.boolean(),
    dnsConfig: dnsConfigSchema.optional(),
    /** Where its queries come from; this machine's own address if left out. */
    address: word.optional(),
  }),
]);
export type PodClient = z.infer<typeof podClientSchema>;

/** `POST /api/pod/client`: which pods there are, and what the chosen one is given. */
export const podClientRequestSchema = z.object({ drafts: draftsSchema, client: podClientSchema.optional() });
export type PodClientRequest = z.input<typeof podClientRequestSchema>;

const originatedSchema = z.object({ value: z.string(), origin: z.string() });

const podResolvConfSchema = z.object({
  servers: z.array(originatedSchema),
  searches: z.array(originatedSchema),
  options: z.array(originatedSchema),
  notes: z.array(z.string()),
  /** As the container runtime writes it. */
  text: z.string(),
});
export type PodResolvConfReply = z.infer<typeof podResolvConfSchema>;

export const podClientReplySchema = z.object({
  /** False where no manifests stand for a cluster. */
  hasCluster: z.boolean(),
  pods: z.array(
    z.object({
      namespace: z.string(),
      name: z.string(),
      ips: z.array(z.string()),
      dnsPolicy: z.string(),
      hostNetwork: z.boolean(),
      dnsConfig: dnsConfigSchema.optional(),
    }),
  ),
  namespaces: z.array(z.string()),
  /** `web.shop`. */
  services: z.array(z.string()),
  /** The pod's file, when a pod was named that is there. */
  conf: podResolvConfSchema.optional(),
  /** Whether the pod asks this CoreDNS first. */
  asksHere: z.boolean(),
  /** What each resolver does: its assumptions, a sentence each. */
  profiles: z.array(z.object({ name: resolverNameSchema, title: z.string(), does: z.array(z.string()) })),
});
export type PodClientReply = z.infer<typeof podClientReplySchema>;

/** `POST /api/pod/resolve`. */
export const podResolveRequestSchema = z.object({
  /** Chosen by the page, so that it can cancel. */
  id: z.string().max(64).optional(),
  client: podClientSchema,
  resolver: resolverNameSchema.default("glibc"),
  name: askRequestSchema.shape.name,
  /** An RR type; A and AAAA, as getaddrinfo asks, if left out. */
  type: z.string().trim().max(256).optional(),
});
export type PodResolveRequest = z.input<typeof podResolveRequestSchema>;
export type CheckedPodResolveRequest = z.output<typeof podResolveRequestSchema>;

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
export type PodAttemptReply = z.infer<typeof podAttemptSchema>;

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
export type PodComparison = z.infer<typeof comparisonSchema>;

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

export const podResolveReplySchema = z.object({
  id: z.string().optional(),
  conf: podResolvConfSchema,
  outcome: podOutcomeSchema.optional(),
  /** Who was asked, where somebody was. */
  listener: z.object({ label: z.string(), bound: socketSchema }).optional(),
  engine: engineInfoSchema,
});
export type PodResolveReply = z.infer<typeof podResolveReplySchema>;
