/** Save points of the folder: a list, what differs between two of them or from now, and the way back. */
import { Check, Pencil, Trash2 } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { draftTime } from "../../lib/studio/drafts/kept-draft.ts";
import { type SavePointHead, savePointTitle } from "../../lib/studio/save-points/save-point.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Comparison } from "./comparison.tsx";
import styles from "./save-points.module.css";

export function SavePointsDialog({ onClose }: { readonly onClose: () => void }) {
  const list = useStudio(({ savePoints }) => savePoints.list);
  const failure = useStudio(({ savePoints }) => savePoints.failure);
  const { loadSavePoints } = useActions();
  const [compared, setCompared] = useState<string>();
  useEffect(() => void loadSavePoints(), [loadSavePoints]);
  const isThere = list.some(({ id }) => id === compared);
  return (
    <Dialog title="Save points" onClose={onClose} width="wide">
      <div className={styles.content}>
        {failure !== undefined && <p role="alert">{failure}</p>}
        <NewPoint />
        {list.length === 0 ? (
          <p className={styles.note}>
            There is no save point of this folder yet. One is made when you save or ask, and before an import; the
            oldest go first, those with a name stay.
          </p>
        ) : (
          <ul className={styles.list} aria-label="Save points of this folder">
            {list.map((head) => (
              <Point
                key={head.id}
                head={head}
                isCompared={compared === head.id}
                onCompare={() => setCompared(head.id)}
                onClose={onClose}
              />
            ))}
          </ul>
        )}
        {compared !== undefined && isThere && (
          <Comparison key={compared} from={compared} list={list} onLeave={onClose} />
        )}
        <div className={styles.actions}>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  );
}

function NewPoint() {
  const { makeSavePoint, announce } = useActions();
  const [name, setName] = useState("");
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isMade = await makeSavePoint("hand", name.trim());
    announce(isMade ? "Made a save point." : "The save point could not be made.");
    if (isMade) setName("");
  };
  return (
    <form className={styles.row} onSubmit={(event) => void make(event)}>
      <TextField
        label="Name of a new one (may be empty)"
        className={styles.grow}
        maxLength={100}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button type="submit" look="primary">
        Make a save point
      </Button>
    </form>
  );
}

interface PointProps {
  readonly head: SavePointHead;
  readonly isCompared: boolean;
  readonly onCompare: () => void;
  readonly onClose: () => void;
}

function Point({ head, isCompared, onCompare, onClose }: PointProps) {
  const { goBackTo, removeSavePoint, announce } = useActions();
  const [isNaming, setNaming] = useState(false);
  const title = savePointTitle(head);
  const time = draftTime(head.atMs, Date.now());
  const back = async (): Promise<void> => {
    const changed = await goBackTo(head.id);
    announce(backInWords(changed));
    onClose();
  };
  return (
    <li className={styles.point} aria-label={`${title}, ${time}`} data-compared={isCompared}>
      <span className={styles.when}>{time}</span>
      {isNaming ? (
        <Naming head={head} onDone={() => setNaming(false)} />
      ) : (
        <span className={styles.title} data-named={head.name !== ""}>
          {title}
        </span>
      )}
      <span className={styles.tools}>
        {!isNaming && (
          <IconButton label={`Name: ${title}`} onClick={() => setNaming(true)}>
            <Pencil size={14} aria-hidden />
          </IconButton>
        )}
        <IconButton label={`Delete: ${title}`} onClick={() => void removeSavePoint(head.id)}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
        <Button aria-pressed={isCompared} onClick={onCompare}>
          Compare
        </Button>
        <Button onClick={() => void back()}>Go back</Button>
      </span>
    </li>
  );
}

function backInWords(changed: readonly string[] | undefined): string {
  if (changed === undefined) return "The save point could not be read; nothing has changed.";
  if (changed.length === 0) return "All files are as they were then.";
  return `Back: ${changed.join(", ")}. Nothing is saved yet, and how it was is a save point, too.`;
}

function Naming({ head, onDone }: { readonly head: SavePointHead; readonly onDone: () => void }) {
  const { nameSavePoint } = useActions();
  const [name, setName] = useState(head.name);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await nameSavePoint(head.id, name);
    onDone();
  };
  return (
    <form className={styles.naming} onSubmit={(event) => void submit(event)}>
      <input
        aria-label="Name"
        className={styles.name}
        maxLength={100}
        value={name}
        // biome-ignore lint/a11y/noAutofocus: the button was pressed to write in it.
        autoFocus
        onChange={({ target }) => setName(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone();
        }}
      />
      <IconButton label="Keep the name" type="submit">
        <Check size={15} aria-hidden />
      </IconButton>
    </form>
  );
}
