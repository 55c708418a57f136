/** All plugins in the order in which they run. */
import type { Metadata } from "next";
import { ManualIndex } from "../../components/manual/manual-index.tsx";

export const metadata: Metadata = { title: "Plugins · Corefile Studio" };

export default function Page() {
  return <ManualIndex />;
}
