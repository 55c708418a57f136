/** Which window of the studio a request comes from. */
import { WINDOW_HEADER, WINDOW_PARAMETER } from "../../../lib/api/routes.ts";
import { BadRequest } from "./bad-request.ts";

/** Programs that ask without naming a window share one. */
const NO_WINDOW = "";

/** The ID that the page made for its window. */
export function windowOf({ headers, url }: Request): string {
  const id = headers.get(WINDOW_HEADER) ?? new URL(url).searchParams.get(WINDOW_PARAMETER) ?? NO_WINDOW;
  if (/^[\w-]{0,64}$/.test(id)) return id;
  throw new BadRequest(400, "that is no ID of a window", "Reload the page.");
}
