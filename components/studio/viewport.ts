/** Which of the three layouts fits the window. */
import { useSyncExternalStore } from "react";

export type ViewportKind = "wide" | "medium" | "phone";

const PHONE = "(max-width: 767.98px)";
const MEDIUM = "(max-width: 1279.98px)";

function subscribe(onChange: () => void): () => void {
  const queries = [matchMedia(PHONE), matchMedia(MEDIUM)];
  for (const query of queries) query.addEventListener("change", onChange);
  return () => {
    for (const query of queries) query.removeEventListener("change", onChange);
  };
}

function read(): ViewportKind {
  if (matchMedia(PHONE).matches) return "phone";
  return matchMedia(MEDIUM).matches ? "medium" : "wide";
}

/** The layout for the window as it is now. */
export function useViewport(): ViewportKind {
  return useSyncExternalStore(subscribe, read, () => "wide");
}
