/** Opens an example with its story in front. */
import { useActions, useStudio } from "../studio/store-context.tsx";

/** Gives what opens the example of a name. */
export function useOpenExample(): (name: string) => Promise<void> {
  const examples = useStudio(({ workspace }) => workspace.examples);
  const { openWorkspace, showDockTab, showDrawerTab, showPhoneTab, announce } = useActions();
  return async (name) => {
    const opened = await openWorkspace({ kind: "example", name });
    if (opened) {
      showDockTab("story");
      showDrawerTab("story");
      showPhoneTab("ask");
    }
    const title = examples.find((example) => example.name === name)?.title ?? name;
    announce(opened ? `Opened ${title}.` : `${title} could not be opened.`);
  };
}
