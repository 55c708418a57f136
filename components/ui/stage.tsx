/** A part of the window that can take all of its room: a double click on its top line, a key, or the button there. */
import { Maximize2, Minimize2 } from "lucide-react";
import { createContext, type MouseEvent, type ReactNode, useContext } from "react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import styles from "./stage.module.css";

interface Stage {
  /** Its name in a sentence: "the chain". */
  readonly title: string;
  readonly isMaximised: boolean;
  readonly keys?: string | undefined;
  toggle(): void;
}

const StageContext = createContext<Stage | undefined>(undefined);

interface StageProps extends Stage {
  /** The name by which styles find it. */
  readonly name: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export function StageFrame({ name, title, isMaximised, keys, toggle, children, className }: StageProps) {
  return (
    <StageContext value={{ title, isMaximised, keys, toggle }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button and the key do the same */}
      <div
        className={classNames(styles.stage, className)}
        data-stage={name}
        data-maximised={isMaximised}
        onDoubleClick={(event) => isTopLine(event) && toggle()}
      >
        {children}
      </div>
    </StageContext>
  );
}

/** Between the buttons of a top line. */
function isTopLine({ target }: MouseEvent): boolean {
  if (!(target instanceof Element) || target.closest("[data-top-line]") === null) return false;
  return target.closest("button, a, input, select, [role=tab]") === null;
}

/** The button of the stage around it; nothing outside of one. */
export function StageButton() {
  const stage = useContext(StageContext);
  if (stage === undefined) return null;
  const { title, isMaximised, keys, toggle } = stage;
  return (
    <IconButton
      label={isMaximised ? `Restore ${title}` : `Maximise ${title}`}
      keys={keys}
      aria-pressed={isMaximised}
      onClick={toggle}
    >
      {isMaximised ? <Minimize2 size={14} aria-hidden /> : <Maximize2 size={14} aria-hidden />}
    </IconButton>
  );
}

/** What stands inside has no stage of its own. */
export function NoStage({ children }: { readonly children: ReactNode }) {
  return <StageContext value={undefined}>{children}</StageContext>;
}
