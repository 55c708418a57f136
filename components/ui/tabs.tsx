/** Tabs: arrow keys walk through them, one panel is in front. */
import { Tabs as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { NoStage, StageButton } from "./stage.tsx";
import styles from "./tabs.module.css";

/** A tab with what it shows. */
export interface TabItem<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** A count behind the label; nothing when it is 0. */
  readonly count?: number;
  readonly content: ReactNode;
}

interface TabsProps<Name extends string> {
  /** The accessible name of the list of tabs. */
  readonly label: string;
  readonly items: readonly TabItem<Name>[];
  readonly selected: Name;
  readonly onSelect: (name: Name) => void;
  readonly tools?: ReactNode;
  readonly className?: string | undefined;
}

export function Tabs<Name extends string>({ label, items, selected, onSelect, tools, className }: TabsProps<Name>) {
  return (
    <Primitive.Root
      className={classNames(styles.root, className)}
      value={selected}
      onValueChange={(name) => {
        const item = items.find((candidate) => candidate.name === name);
        if (item !== undefined) onSelect(item.name);
      }}
    >
      <div className={styles.strip} data-top-line>
        <Primitive.List className={styles.list} aria-label={label}>
          {items.map(({ name, label: text, count = 0 }) => (
            <Primitive.Trigger key={name} value={name} className={styles.tab}>
              {text}
              {count > 0 && <span className={styles.count}>{count}</span>}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        <div className={styles.tools}>
          {tools}
          <StageButton />
        </div>
      </div>
      {items.map(({ name, content }) => (
        <Primitive.Content key={name} value={name} className={styles.panel}>
          <NoStage>{content}</NoStage>
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
