/** The workspace as it would be shared: its files, its secrets and whether they go along, and the link. */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Failure } from "../../lib/api/failure.ts";
import type { PackReply } from "../../lib/api/open-workspace.ts";
import { type SharedWorkspace, sharedWorkspaceSchema } from "../../lib/api/shared-workspace.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { encodeLink } from "../../lib/share/link.ts";
import { type FoundSecret, findSecrets, withoutSecrets } from "../../lib/share/secrets.ts";
import { failureOf } from "../../lib/studio/api-client.ts";
import { sharedQuestion } from "../../lib/studio/share/share-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";

/** What is to be shared. */
export interface Outgoing {
  /** As it is to be shared; undefined while files are read, and when there is no Corefile to share. */
  readonly workspace: SharedWorkspace | undefined;
  /** The fragment. */
  readonly link: string;
  readonly packed: PackReply | undefined;
  readonly secrets: readonly FoundSecret[];
  readonly failure: Failure | undefined;
  readonly retry: () => void;
}

interface Wanted {
  readonly scope: "needed" | "all";
  readonly hasSecrets: boolean;
}

export function useOutgoing({ scope, hasSecrets }: Wanted): Outgoing {
  const { packWorkspace } = useActions();
  const info = useStudio(({ workspace }) => workspace.info);
  const question = useStudio((state) => state.question);
  const [packed, setPacked] = useState<PackReply>();
  const [failure, setFailure] = useState<Failure>();
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads again.
  useEffect(() => {
    let isGone = false;
    void packWorkspace(scope).then(
      (reply) => isGone || setPacked(reply),
      (thrown: unknown) => isGone || setFailure(failureOf(thrown)),
    );
    return () => {
      isGone = true;
    };
  }, [packWorkspace, scope, turn]);
  const whole = useMemo((): SharedWorkspace | undefined => {
    if (packed === undefined || info === undefined) return undefined;
    const asked = sharedQuestion(question);
    const { name, corefile } = info;
    const given = { name: name.slice(0, 100), corefile, files: packed.files };
    return sharedWorkspaceSchema.safeParse(asked === undefined ? given : { ...given, question: asked }).data;
  }, [packed, info, question]);
  const secrets = useMemo(() => (whole === undefined ? [] : findSecrets(whole, directives)), [whole]);
  const workspace = useMemo(
    () => (whole === undefined || hasSecrets ? whole : withoutSecrets(whole, secrets)),
    [whole, secrets, hasSecrets],
  );
  const link = useMemo(() => (workspace === undefined ? "" : encodeLink(workspace)), [workspace]);
  const retry = useCallback(() => {
    setFailure(undefined);
    setTurn((before) => before + 1);
  }, []);
  return { workspace, link, packed, secrets, failure, retry };
}
