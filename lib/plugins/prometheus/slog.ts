/** Lines of Go's structured log, in which the exporter toolkit speaks. */

/** `rest` is `msg="…"` and the attributes. */
export function slogLine(nowMs: number, level: "INFO" | "ERROR", rest: string): string {
  return `time=${new Date(nowMs).toISOString()} level=${level} ${rest}`;
}
