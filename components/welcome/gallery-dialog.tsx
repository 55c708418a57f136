/** All examples, each with what it is about, and a field that narrows them down. */
import { useState } from "react";
import type { Example } from "../../lib/studio/files/workspace-slice.ts";
import { useStudio } from "../studio/store-context.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Empty } from "../ui/pane.tsx";
import { ExampleCard } from "./example-card.tsx";
import styles from "./welcome.module.css";

export function GalleryDialog({ onClose }: { readonly onClose: () => void }) {
  const examples = useStudio(({ workspace }) => workspace.examples);
  const [wanted, setWanted] = useState("");
  const found = examples.filter((example) => isAbout(example, wanted));
  return (
    <Dialog title="Examples" width="wide" onClose={onClose}>
      <div className={styles.gallery}>
        <TextField
          label="About"
          placeholder="cache, rewrite, fallthrough…"
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        <p className={styles.count} role="status">
          {found.length} of {examples.length}
        </p>
        {found.length === 0 ? (
          <Empty>No example speaks of that.</Empty>
        ) : (
          <ul className={styles.cards} aria-label="Examples">
            {found.map((example) => (
              <ExampleCard key={example.name} example={example} onOpen={onClose} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

/** Whether all words that are wanted are in it. */
function isAbout({ title, story }: Example, wanted: string): boolean {
  const text = `${title}\n${story}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
