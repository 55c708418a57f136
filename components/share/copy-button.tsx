/** A button that copies, and says so in its own place for two seconds. */
import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useStudioPage } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./copy-button.module.css";

const RESETS_AFTER_MS = 2000;

interface DoneButtonProps {
  readonly label: string;
  readonly done: string;
  readonly icon: ReactNode;
  readonly look?: "plain" | "primary";
  readonly disabled?: boolean;
  /** False when it could not be done. */
  readonly act: () => Promise<boolean> | boolean;
}

/** Both words have their room from the start, so that nothing moves. */
export function DoneButton({ label, done, icon, look = "plain", disabled = false, act }: DoneButtonProps) {
  const [doneAt, setDoneAt] = useState<number>();
  useEffect(() => {
    if (doneAt === undefined) return undefined;
    const timer = setTimeout(() => setDoneAt(undefined), RESETS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [doneAt]);
  const isDone = doneAt !== undefined;
  const run = async (): Promise<void> => {
    if (await act()) setDoneAt(performance.now());
  };
  return (
    <Button look={look} disabled={disabled} onClick={() => void run()} data-done={isDone}>
      <span className={styles.faces}>
        <span className={styles.face} data-shown={!isDone}>
          {icon}
          {label}
        </span>
        <span className={styles.face} data-shown={isDone} aria-hidden={!isDone}>
          <Check size={15} aria-hidden />
          {done}
        </span>
      </span>
    </Button>
  );
}

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
  readonly look?: "plain" | "primary";
}

export function CopyButton({ label, text, look = "plain" }: CopyButtonProps) {
  const page = useStudioPage();
  const icon = <Copy size={15} aria-hidden />;
  return <DoneButton label={label} done="Copied" icon={icon} look={look} act={() => page.copy(text())} />;
}
