/** Where no page is. */
import { ManualFrame } from "../components/manual/manual-frame.tsx";

export default function NotFound() {
  return (
    <ManualFrame title="There is no such page">
      <p>
        Open the <a href="/">studio</a>, or look for a plugin in the <a href="/plugins">list</a>.
      </p>
    </ManualFrame>
  );
}
