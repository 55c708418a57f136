/** What `dns-tests.yaml` may say: questions with what they must give, and what stands for the world beyond the workspace. */
import { z } from "zod";

/** The file at the root of a workspace. */
export const TESTS_FILE = "dns-tests.yaml";

/** A record as a zone file writes it; `*` as its TTL fits any. */
const line = z.string().max(70_000);

const expectSchema = z
  .strictObject({
    /** IANA's word; `none` for no reply at all. */
    rcode: z.string().optional(),
    /** The whole answer section, in any order. */
    answer: z.array(line).optional(),
    /** Records that the answer section must have. */
    contains: z.array(line).optional(),
    /** Records that it must not have. */
    not: z.array(line).optional(),
    /** The plugin that answers. */
    plugin: z.string().optional(),
    /** The line that decides, `FILE:LINE`: the directive's, or the rule's, entry's or record's. */
    line: z.string().regex(/:\d+$/, "a line is written FILE:LINE, for instance Corefile:3").optional(),
  })
  .refine(
    (expected) => Object.keys(expected).length > 0,
    "say what is expected: rcode, answer, contains, not, plugin or line",
  );
export type Expectation = z.infer<typeof expectSchema>;

const testSchema = z.strictObject({
  /** Made from the question without it. */
  name: z.string().min(1).max(1000).optional(),
  /** Name, type and class as in `query`; A and IN if left out. */
  ask: z.string().min(1).max(6000),
  /** The client's address. */
  from: z.string().optional(),
  via: z.enum(["udp", "tcp"]).optional(),
  /** The UDP payload size of the OPT record; false for none. */
  edns: z.union([z.literal(false), z.int().min(0).max(65_535)]).optional(),
  /** DNSSEC OK. */
  do: z.boolean().optional(),
  /** The pod whose resolver asks: `pod:NAMESPACE/NAME`, or `pod:NAMESPACE`. */
  as: z.string().optional(),
  /** The listener: a port, an address of the Corefile's bind, or both. */
  at: z.union([z.string(), z.int()]).optional(),
  expect: expectSchema,
});
export type DnsTest = z.infer<typeof testSchema>;

/** What one upstream is: the records that it has, or how it fails. */
const upstreamSchema = z.union([z.array(line), z.enum(["timeout", "refused", "servfail"])]);
export type UpstreamFixture = z.infer<typeof upstreamSchema>;

export const testFileSchema = z.strictObject({
  tests: z.array(testSchema),
  /** By place (`10.0.0.2:53`), `*` for all others; a list alone stands for all. */
  upstreams: z.union([z.array(line), z.record(z.string(), upstreamSchema)]).optional(),
});
