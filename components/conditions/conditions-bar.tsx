/** Says above a reply that time or upstreams are not the real ones, and leads back. */
import { backToNormal } from "../../lib/commands/conditions.ts";
import { conditionsInWords } from "../../lib/studio/conditions-slice.ts";
import { useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";
import { useConditions } from "./use-conditions.ts";

export function ConditionsBar() {
  const text = useStudio(({ conditions }) => conditionsInWords(conditions));
  const run = useRunCommand();
  useConditions(false);
  if (text === "") return null;
  return (
    <Banner
      tone="warning"
      action={
        <Button title={backToNormal.label} onClick={() => run(backToNormal)}>
          Back to normal
        </Button>
      }
    >
      {text}
    </Banner>
  );
}
