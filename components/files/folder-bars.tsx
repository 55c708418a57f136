/** Bars above the text that tell of the folder: what failed, what happened to it, whether drafts are kept. */
import { failureInWords } from "../../lib/studio/failure-words.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";

export function WorkspaceFailure() {
  const failure = useStudio(({ workspace }) => workspace.failure);
  const { dismissWorkspaceFailure } = useActions();
  if (failure === undefined) return null;
  return (
    <div role="alert">
      <Banner tone="bad" action={<Button onClick={dismissWorkspaceFailure}>Dismiss</Button>}>
        {failureInWords(failure)}
      </Banner>
    </div>
  );
}

export function FolderNotice() {
  const isGone = useStudio(({ workspace }) => workspace.info?.isGone === true);
  const folder = useStudio(({ workspace }) => workspace.info?.folder);
  const notice = useStudio(({ workspace }) => workspace.notice);
  const { dismissNotice } = useActions();
  if (isGone) {
    return (
      <div role="alert">
        <Banner tone="warning">{`${folder} is no longer on disk. Your texts stay here; saving one creates the folder again.`}</Banner>
      </div>
    );
  }
  if (notice === undefined) return null;
  return (
    <div role="status">
      <Banner tone="neutral" action={<Button onClick={dismissNotice}>Dismiss</Button>}>
        {notice}
      </Banner>
    </div>
  );
}

export function DraftsFailure() {
  const failure = useStudio(({ drafts }) => drafts.failure);
  const { dismissDraftsFailure } = useActions();
  if (failure === undefined) return null;
  return (
    <div role="alert">
      <Banner tone="warning" action={<Button onClick={dismissDraftsFailure}>Dismiss</Button>}>
        {failure}
      </Banner>
    </div>
  );
}
