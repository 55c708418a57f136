/** What lines of a master file take from those before them (RFC 1035 section 5.1). */
import type { Name } from "../name/name.ts";

/** The TTL of records that have none; one that $TTL set outlasts those of records. */
interface TtlDefault {
  readonly seconds: number;
  readonly byDirective: boolean;
}

/** What a line may take from those before it. */
export interface LineState {
  readonly origin: Name | undefined;
  readonly ttlDefault: TtlDefault | undefined;
  /** The owner of the last record. */
  readonly owner: Name;
}
