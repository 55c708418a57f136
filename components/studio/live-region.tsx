/** Says results aloud, politely, one at a time (WCAG 4.1.3). */
import { useStudio } from "./store-context.tsx";

export function LiveRegion() {
  const { text, turn } = useStudio(({ layout }) => layout.announcement);
  return (
    <div className="visually-hidden" aria-live="polite" aria-atomic="true" data-testid="announcement">
      <span key={turn}>{text}</span>
    </div>
  );
}
