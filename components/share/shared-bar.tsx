/** The bar above the text of a workspace that was shared: what it is, a copy of one's own, and the way back. */
import { backFromShared, makeOwnCopy } from "../../lib/commands/share.ts";
import { wayBack } from "../../lib/studio/share/share-slice.ts";
import styles from "../files/editor-pane.module.css";
import { useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";

const OPENED = { link: "Opened from a link", file: "Opened from a zip file" } as const;

export function SharedBar() {
  const isReadOnly = useStudio(({ workspace }) => workspace.info?.isReadOnly === true);
  const by = useStudio(({ share }) => share.opened?.by);
  const hasDrafts = useStudio((state) => wayBack(state).hasDrafts);
  const name = useStudio((state) => wayBack(state).name);
  const run = useRunCommand();
  if (!isReadOnly) return null;
  const opened = by === undefined ? "This workspace was shared with you" : OPENED[by];
  return (
    <div role="status" aria-label="Shared workspace">
      <Banner
        tone="neutral"
        action={
          <span className={styles.decisions}>
            <Button onClick={() => run(makeOwnCopy)}>Make my own copy</Button>
            <Button onClick={() => run(backFromShared)}>{hasDrafts ? "Back to my draft" : `Back to ${name}`}</Button>
          </span>
        }
      >
        {hasDrafts ? `${opened} — your own draft is kept.` : `${opened}. Its files are not changed.`}
      </Banner>
    </div>
  );
}
