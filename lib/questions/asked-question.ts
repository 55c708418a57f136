/** What several parts ask a configuration: questions from a log, from tests, or made from the configuration itself. */

/** A question that was or may be asked. */
export interface AskedQuestion {
  readonly name: string;
  /** IANA's word, e.g. "A", "TYPE65" */
  readonly type: string;
  /** Absent: IN */
  readonly class?: string;
  /** The client's IP address; absent: any. */
  readonly from?: string;
  readonly via?: "udp" | "tcp";
  readonly do?: boolean;
  /** How often it was asked; absent: once. */
  readonly count?: number;
  /** Where it comes from, for people ("zone file db.example.org", "the log"). */
  readonly source: string;
}
