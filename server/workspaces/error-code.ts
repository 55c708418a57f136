/** The system's own name for what went wrong. */

/** `ENOENT` and the like; empty when the error is none of the system's. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
