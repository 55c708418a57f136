/** A large configuration as a list of zones to choose from; only what is on the screen is rendered. */
import { useDeferredValue, useState } from "react";
import type { ChainBlock } from "../../lib/diagram/chain-model.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import styles from "./zone-index.module.css";

/** How many zones are listed at a time; the filter finds the rest. */
const MAX_LISTED = 300;

interface ZoneIndexProps {
  readonly blocks: readonly ChainBlock[];
  readonly onOpen: (id: string | undefined) => void;
  /** Only the way back to the list is shown. */
  readonly isFolded?: boolean;
  readonly openZone?: string | undefined;
}

export function ZoneIndex({ blocks, onOpen, isFolded = false, openZone }: ZoneIndexProps) {
  const [text, setText] = useState("");
  const filter = useDeferredValue(text.trim().toLowerCase());
  if (isFolded) {
    return (
      <div className={styles.folded}>
        <Button look="quiet" onClick={() => onOpen(undefined)}>
          ← All {blocks.length} blocks
        </Button>
        <code>{openZone}</code>
      </div>
    );
  }
  const found = blocks.filter(({ zones }) => filter === "" || zones.some((zone) => zone.includes(filter)));
  return (
    <div className={styles.index}>
      <TextField label="Find a zone" isMono value={text} onChange={({ target }) => setText(target.value)} />
      <p className={styles.note}>
        {found.length} of {blocks.length} server blocks
        {found.length > MAX_LISTED && `, the first ${MAX_LISTED} are listed`}
      </p>
      <ul className={styles.list}>
        {found.slice(0, MAX_LISTED).map((block) => (
          <li key={block.id}>
            <button type="button" className={styles.row} onClick={() => onOpen(block.id)}>
              <code>{block.zones.join(" ")}</code>
              <span className={styles.plugins}>{block.chain.map(({ plugin }) => plugin).join(" → ")}</span>
              <span className={styles.line}>line {block.at.start.line}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
