/** Loads the studio in the browser; until then the page shows its outline, so that nothing jumps. */
"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "./skeleton.tsx";

export const StudioLoader = dynamic(() => import("./studio.tsx").then(({ Studio }) => Studio), {
  ssr: false,
  loading: Skeleton,
});
