/** Groups of panes with movable borders; sizes are kept. */
import type { ReactNode } from "react";
import { Group, Separator } from "react-resizable-panels";
import { classNames } from "../ui/class-names.ts";
import styles from "./splitter.module.css";
import { useActions, useStudioStore } from "./store-context.tsx";

interface SplitProps {
  /** The name under which its sizes are kept. */
  readonly name: string;
  readonly orientation: "horizontal" | "vertical";
  readonly children: ReactNode;
}

export function Split({ name, orientation, children }: SplitProps) {
  const { setSizes } = useActions();
  const sizes = useStudioStore().getState().layout.sizes[name];
  return (
    <Group
      id={name}
      orientation={orientation}
      className={styles.group}
      defaultLayout={sizes === undefined ? undefined : { ...sizes }}
      onLayoutChanged={(layout, { isUserInteraction }) => isUserInteraction && setSizes(name, layout)}
    >
      {children}
    </Group>
  );
}

export function Splitter({ label, isVertical = false }: { readonly label: string; readonly isVertical?: boolean }) {
  return (
    <Separator
      className={classNames(styles.splitter, isVertical ? styles.vertical : styles.horizontal)}
      aria-label={label}
    />
  );
}
