/** The bar that offers a draft which was left behind: in an earlier visit, by a window that is gone, before another folder. */

import { offerToShow } from "../../lib/studio/drafts/drafts-slice.ts";
import { draftTime } from "../../lib/studio/drafts/kept-draft.ts";
import { useActions, useFocusEditor, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";
import styles from "./editor-pane.module.css";

export function OfferBar() {
  const offer = useStudio(({ drafts, workspace }) => offerToShow(drafts, workspace.activePath));
  const count = useStudio(({ drafts }) => drafts.offers.length);
  const activePath = useStudio(({ workspace }) => workspace.activePath);
  const { takeOffer, dropOffer, announce } = useActions();
  const focusEditor = useFocusEditor();
  if (offer === undefined) return null;
  const of = offer.path === activePath ? "" : ` of ${offer.path}`;
  const others = count === 1 ? "" : ` ${count - 1} more ${count === 2 ? "is" : "are"} kept, too.`;
  const take = async (): Promise<void> => {
    await takeOffer(offer.id);
    announce(`Your draft of ${offer.path} is back.`);
    focusEditor();
  };
  const drop = (): void => {
    dropOffer(offer.id);
    announce(`Dropped the draft of ${offer.path}.`);
    focusEditor();
  };
  return (
    <div role="status" aria-label="Draft">
      <Banner
        tone="neutral"
        action={
          <span className={styles.decisions}>
            <Button look="primary" onClick={() => void take()}>
              Back to it
            </Button>
            <Button onClick={drop}>Drop it</Button>
          </span>
        }
      >
        {`Your draft${of} of ${draftTime(offer.atMs, Date.now())} is kept.${others}`}
      </Banner>
    </div>
  );
}
