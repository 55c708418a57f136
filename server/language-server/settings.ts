/** What an editor may set, in the `initializationOptions` of its client. */
import { z } from "zod";

const schema = z.object({
  /** The port of server blocks that name none (CoreDNS's flag -dns.port). */
  defaultPort: z.number().int().min(0).max(65_535).catch(53).default(53),
  /** False for CoreDNS's own problems only, without our advice. */
  lint: z.boolean().catch(true).default(true),
});

/** The settings of one client. */
export type Settings = z.infer<typeof schema>;

/** Reads settings; whatever is missing or wrong has its default. */
export function readSettings(options: unknown): Settings {
  const read = schema.safeParse(options ?? {});
  return read.success ? read.data : schema.parse({});
}
