/** What came by a link or as a zip file, before anybody has said what is to become of it. */
import type { SharedWorkspace } from "../api/shared-workspace.ts";

/** A workspace, or why there is none, as a sentence. */
export type Incoming =
  | {
      readonly kind: "workspace";
      readonly workspace: SharedWorkspace;
      /** Paths of a zip file that are no part of a workspace. */
      readonly left: readonly string[];
    }
  | { readonly kind: "refused"; readonly because: string };
