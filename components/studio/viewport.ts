/** Which of the layouts fits the window. */
import { useSyncExternalStore } from "react";

export type ViewportKind = "roomy" | "wide" | "medium" | "phone";

const PHONE = "(max-width: 767.98px)";
const MEDIUM = "(max-width: 1279.98px)";
/** Here a reply stands beside its why. */
const WIDE = "(max-width: 1599.98px)";

function subscribe(onChange: () => void): () => void {
  const queries = [PHONE, MEDIUM, WIDE].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", onChange);
  return () => {
    for (const query of queries) query.removeEventListener("change", onChange);
  };
}

function read(): ViewportKind {
  if (matchMedia(PHONE).matches) return "phone";
  if (matchMedia(MEDIUM).matches) return "medium";
  return matchMedia(WIDE).matches ? "wide" : "roomy";
}

/** The layout for the window as it is now. */
export function useViewport(): ViewportKind {
  return useSyncExternalStore(subscribe, read, () => "wide");
}
