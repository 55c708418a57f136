/** What every question about a place starts with: the parsed file, what it reaches, and where the place is. */

import type { LanguageWorkspace, TextPlace } from "../workspace.ts";
import { type Owner, ownerAt, type Surroundings } from "./owner.ts";
import type { Parsed } from "./parsed.ts";
import { reachedFile, reachOf } from "./reach.ts";
import { type Spot, spotAt } from "./spot.ts";

/** A place with all that is around it. */
export interface Asked extends Surroundings {
  readonly parsed: Parsed;
  readonly spot: Spot;
  /** Whose line the line at the place is. */
  readonly owner: Owner;
}

/** A file with what is around it; undefined when it cannot be read. */
export function surroundingsOf(workspace: LanguageWorkspace, file: string): Surroundings | undefined {
  const reached = reachedFile(workspace, file);
  return reached === undefined ? undefined : { workspace, reach: reachOf(workspace, file), reached };
}

/** A place with what is around it; undefined when the file cannot be read. */
export function askedAt(workspace: LanguageWorkspace, { file, offset }: TextPlace): Asked | undefined {
  const surroundings = surroundingsOf(workspace, file);
  if (surroundings === undefined) return undefined;
  const { parsed } = surroundings.reached;
  const spot = spotAt(parsed, Math.max(0, Math.min(offset, parsed.text.length)));
  return { ...surroundings, parsed, spot, owner: ownerAt(surroundings, spot) };
}
