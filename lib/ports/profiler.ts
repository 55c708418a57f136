/** What the process can be told to show of itself (plugin pprof), in V8's formats. */

/** A profile that this process cannot make, and why. */
export interface NoProfile {
  readonly kind: "none";
  readonly why: string;
}

export interface Profiler {
  /** Where processor time goes, for so long: a .cpuprofile. */
  processor(durationMs: number): Promise<string | NoProfile>;
  /** What allocates memory, for so long: a .heapprofile. */
  allocations(durationMs: number): Promise<string | NoProfile>;
  /** What V8 and Node do, for so long: events as Chrome's tracing reads them. */
  trace(durationMs: number): Promise<string | NoProfile>;
  /** All objects: a .heapsnapshot. Nothing is answered while it is made. */
  memory(): Promise<string | Uint8Array | NoProfile>;
  /** How much memory is used for what, a number a line. */
  memorySummary(): Promise<string>;
  /** What keeps the process busy or waits, by kind, with how many there are. */
  open(): Promise<ReadonlyMap<string, number>>;
  /** The program and its arguments. */
  commandLine(): readonly string[];
}
