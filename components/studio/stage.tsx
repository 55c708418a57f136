/** A part of the window that can be maximised, tied to the store. */
import type { ReactNode } from "react";
import { firstKey } from "../../lib/commands/key.ts";
import { maximisePane } from "../../lib/commands/window-keys.ts";
import type { Stage as StageName } from "../../lib/studio/layout-slice.ts";
import { StageFrame } from "../ui/stage.tsx";
import { isMac } from "./platform.ts";
import { useActions, useStudio } from "./store-context.tsx";

/** Each in a sentence. */
const TITLES: Readonly<Record<StageName, string>> = {
  editor: "the editor",
  ask: "question and reply",
  chain: "the chain",
  why: "the explanation",
};

export function Stage({ name, children }: { readonly name: StageName; readonly children: ReactNode }) {
  const isMaximised = useStudio(({ layout }) => layout.maximised === name);
  const { toggleMaximised } = useActions();
  return (
    <StageFrame
      name={name}
      title={TITLES[name]}
      keys={firstKey(maximisePane, isMac())}
      isMaximised={isMaximised}
      toggle={() => toggleMaximised(name)}
    >
      {children}
    </StageFrame>
  );
}
