/** Where no plugin has that name. */
import { ManualFrame } from "../../../components/manual/manual-frame.tsx";

export default function NotFound() {
  return (
    <ManualFrame title="There is no such plugin">
      <p>
        Look for it in the <a href="/plugins">list</a>, or open the <a href="/">studio</a>.
      </p>
    </ManualFrame>
  );
}
