/** Why what was to happen did not, or cannot be seen. */
import { useStudio } from "../studio/store-context.tsx";
import { Banner } from "../ui/pane.tsx";

export function ConditionsFailure() {
  const failure = useStudio(({ conditions }) => conditions.failure);
  if (failure === undefined) return null;
  return (
    <Banner tone="bad">
      {failure.error}. {failure.help}
    </Banner>
  );
}
