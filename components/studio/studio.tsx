/** The studio: makes the store, keeps it fed, and puts the panes into the layout that fits the window. */
"use client";
// First: schemas are made while the modules below are loaded.
import "./plain-schemas.ts";

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createStudioApi } from "../../lib/studio/api-client.ts";
import { draftsIn, readSaved, SAVED_KEY } from "../../lib/studio/saved.ts";
import { createStudioStore, type StudioStore } from "../../lib/studio/store.ts";
import { tourStep } from "../../lib/studio/tour/tour-slice.ts";
import { loadTheRest } from "../ui/later.tsx";
import { Dialogs } from "./dialogs.tsx";
import { indexedDrafts } from "./drafts/indexed-drafts.ts";
import { useChecking } from "./effects/use-checking.ts";
import { useDrafts } from "./effects/use-drafts.ts";
import { useDroppedManifests } from "./effects/use-dropped-manifests.ts";
import { useEvents } from "./effects/use-events.ts";
import { useHistory } from "./effects/use-history.ts";
import { useKeys } from "./effects/use-keys.ts";
import { useRelease } from "./effects/use-release.ts";
import { useSaved } from "./effects/use-saved.ts";
import { useSharedLink } from "./effects/use-shared-link.ts";
import { useTests } from "./effects/use-tests.ts";
import { Header } from "./header.tsx";
import { LiveRegion } from "./live-region.tsx";
import { MediumLayout } from "./medium-layout.tsx";
import { createPagePort } from "./page-port.ts";
import { PhoneLayout } from "./phone-layout.tsx";
import { RoomyLayout } from "./roomy-layout.tsx";
import { indexedSavePoints } from "./save-points/indexed-save-points.ts";
import { sendCall } from "./send-call.ts";
import { StatusBar } from "./status-bar.tsx";
import { type EditorSlot, StudioProvider } from "./store-context.tsx";
import styles from "./studio.module.css";
import { Tour } from "./tour.tsx";
import { useViewport } from "./viewport.ts";
import { WideLayout } from "./wide-layout.tsx";

/** What is not seen at first is loaded when the page can be used. */
const REST_AFTER_MS = 2000;

function makeStudio() {
  const saved = readSaved(readStorage());
  const drafts = indexedDrafts();
  const savePoints = indexedSavePoints();
  const api = createStudioApi(sendCall);
  const store = createStudioStore({ api, nowMs: () => Date.now(), saved, drafts, savePoints });
  const earlier = saved === undefined ? [] : draftsIn(saved, { nowMs: Date.now(), newId: drafts.newId });
  if (earlier.length > 0) void drafts.write({ put: earlier, remove: [] }).catch(() => undefined);
  const editorSlot: EditorSlot = { current: undefined };
  const page = createPagePort(editorSlot, (text) => store.getState().actions.announce(text));
  return { store, page, editorSlot, tabs: saved?.tabs ?? [] };
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(SAVED_KEY);
  } catch {
    return null;
  }
}

export function Studio() {
  const [{ store, page, editorSlot, tabs }] = useState(makeStudio);
  useStart(store, tabs);
  useEvents(store);
  useChecking(store);
  useRelease(store);
  useSaved(store);
  useDrafts(store);
  useHistory(store);
  useTests(store);
  useKeys(store, page);
  useDroppedManifests(store);
  useSharedLink(store);
  const viewport = useViewport();
  const chosen = useStore(store, ({ layout }) => layout.maximised);
  const part = useStore(store, ({ tour }) => tourStep(tour)?.part);
  const maximised = viewport === "phone" ? undefined : chosen;
  return (
    <StudioProvider store={store} page={page} editorSlot={editorSlot}>
      <div className={styles.studio} data-viewport={viewport} data-tour={part}>
        <Header viewport={viewport} />
        <main className={styles.main} data-maximised={maximised}>
          {viewport === "roomy" && <RoomyLayout />}
          {viewport === "wide" && <WideLayout />}
          {viewport === "medium" && <MediumLayout />}
          {viewport === "phone" && <PhoneLayout />}
        </main>
        {viewport !== "phone" && <StatusBar />}
        <LiveRegion />
        <Dialogs />
        <Tour />
      </div>
    </StudioProvider>
  );
}

/** Asks the server for what there is, once. */
function useStart(store: StudioStore, tabs: readonly string[]): void {
  useEffect(() => {
    const { actions } = store.getState();
    void actions.loadWorkspace(tabs);
    void actions.loadEngine();
    void actions.loadExamples();
    const timer = setTimeout(loadTheRest, REST_AFTER_MS);
    return () => clearTimeout(timer);
  }, [store, tabs]);
}
