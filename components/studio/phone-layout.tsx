/** Below 768 px: one thing at a time, chosen at the bottom. */

import { Box, FileDiff, FileStack, FileText, MessageCircleQuestion, Route } from "lucide-react";
import { Tabs as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import type { PhoneTab } from "../../lib/studio/layout-slice.ts";
import { EditorPane } from "../files/editor-pane.tsx";
import { ProblemsPane } from "../problems/problems-pane.tsx";
import { AnswerDock } from "../query-console/answer-dock.tsx";
import { QueryBar } from "../query-console/query-bar.tsx";
import styles from "./layouts.module.css";
import { ChainPane, DiffPane, EffectivePane, PodPane, WhyPane } from "./panes.ts";
import { useActions, useStudio } from "./store-context.tsx";

const TABS: readonly { readonly name: PhoneTab; readonly label: string; readonly icon: ReactNode }[] = [
  { name: "editor", label: "Editor", icon: <FileText size={18} aria-hidden /> },
  { name: "ask", label: "Ask", icon: <MessageCircleQuestion size={18} aria-hidden /> },
  { name: "why", label: "Why", icon: <Route size={18} aria-hidden /> },
  { name: "pod", label: "As a pod", icon: <Box size={18} aria-hidden /> },
  { name: "diff", label: "Diff", icon: <FileDiff size={18} aria-hidden /> },
  { name: "effective", label: "Effective", icon: <FileStack size={18} aria-hidden /> },
];

export function PhoneLayout() {
  const selected = useStudio(({ layout }) => layout.phoneTab);
  const { showPhoneTab } = useActions();
  return (
    <Primitive.Root
      className={styles.phone}
      value={selected}
      onValueChange={(name) => {
        const tab = TABS.find((candidate) => candidate.name === name);
        if (tab !== undefined) showPhoneTab(tab.name);
      }}
    >
      <Primitive.Content value="editor" className={styles.phonePanel}>
        <EditorPane />
        <ProblemsPane />
      </Primitive.Content>
      <Primitive.Content value="ask" className={styles.phonePanel}>
        <QueryBar />
        <AnswerDock />
      </Primitive.Content>
      <Primitive.Content value="why" className={styles.phonePanel}>
        <div className={styles.phoneHalf}>
          <WhyPane />
        </div>
        <div className={styles.phoneHalf}>
          <ChainPane />
        </div>
      </Primitive.Content>
      <Primitive.Content value="pod" className={styles.phonePanel}>
        <PodPane />
      </Primitive.Content>
      <Primitive.Content value="diff" className={styles.phonePanel}>
        <DiffPane />
      </Primitive.Content>
      <Primitive.Content value="effective" className={styles.phonePanel}>
        <EffectivePane />
      </Primitive.Content>
      <Primitive.List className={styles.phoneTabs} aria-label="Parts of the studio">
        {TABS.map(({ name, label, icon }) => (
          <Primitive.Trigger key={name} value={name} className={styles.phoneTab}>
            {icon}
            {label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
    </Primitive.Root>
  );
}
