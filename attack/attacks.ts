/** All attacks, in the order in which they run. */
import type { Attack } from "./attack.ts";
import { workspaces } from "./workspaces.ts";

export const attacks: readonly Attack[] = [workspaces];
