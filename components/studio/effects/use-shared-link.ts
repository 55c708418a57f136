/** A link in the page's address opens the dialog that asks what is to become of it; so does one that comes later. */
import { useEffect } from "react";
import type { StudioStore } from "../../../lib/studio/store.ts";
import { linkInAddress } from "../../share/link-address.ts";

export function useSharedLink(store: StudioStore): void {
  useEffect(() => {
    let isGone = false;
    const look = async (): Promise<void> => {
      const fragment = linkInAddress();
      if (fragment === undefined) return;
      const { decodeLink } = await import("../../../lib/share/link.ts");
      const decoded = decodeLink(fragment);
      if (isGone || decoded.kind === "none") return;
      const read =
        decoded.kind === "broken"
          ? ({ kind: "refused", because: decoded.because } as const)
          : ({ kind: "workspace", workspace: decoded.workspace, left: [] } as const);
      store.getState().actions.openDialog({ kind: "shared", by: "link", read });
    };
    const onChange = (): void => void look();
    onChange();
    window.addEventListener("hashchange", onChange);
    return () => {
      isGone = true;
      window.removeEventListener("hashchange", onChange);
    };
  }, [store]);
}
