/** A failure as one or two sentences. */
import type { Failure } from "../api/failure.ts";

/** What failed, ended with a full stop, and what to do about it. */
export function failureInWords({ error, help }: Failure): string {
  const ended = /[.!?]$/.test(error) ? error : `${error}.`;
  return `${ended} ${help}`.trim();
}
