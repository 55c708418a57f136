/** All attacks, in the order in which they run. */
import type { Attack } from "./attack.ts";
import { corefiles } from "./corefiles.ts";
import { http } from "./http.ts";
import { lateReplies } from "./late-replies.ts";
import { tcp } from "./tcp.ts";
import { workspaces } from "./workspaces.ts";

export const attacks: readonly Attack[] = [tcp, lateReplies, workspaces, corefiles, http];
