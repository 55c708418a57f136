/** Pasting or dropping a manifest with a Corefile in it opens the dialog that imports it, before Monaco takes it as text. */
import { useEffect } from "react";
import { MAX_FILE_BYTES } from "../../../lib/api/workspace.ts";
import { mayBeImported } from "../../../lib/kubernetes/looks-like-manifest.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";
import { readZipFile, zipAmong } from "../../share/read-zip-file.ts";
import { readDroppedLog } from "./dropped-log.ts";

export function useDroppedManifests(store: StudioStore): void {
  useEffect(() => {
    const listeners = new AbortController();
    const options = { capture: true, signal: listeners.signal };
    window.addEventListener("paste", (event) => onPaste(event, store), options);
    window.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault(), options);
    window.addEventListener("drop", (event) => onDrop(event, store), options);
    return () => listeners.abort();
  }, [store]);
}

function onPaste(event: ClipboardEvent, store: StudioStore): void {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!isForTheEditor(event.target) || isYamlInFront(store) || !mayBeImported(text)) return;
  offer(event, store, { text, isPasted: true });
}

function onDrop(event: DragEvent, store: StudioStore): void {
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length > 0) {
    // Else the browser would leave the page for the file.
    event.preventDefault();
    event.stopPropagation();
    const zip = zipAmong(files);
    if (zip !== undefined) {
      void readZipFile(zip).then((read) => store.getState().actions.openDialog({ kind: "shared", by: "file", read }));
      return;
    }
    if (readDroppedLog(files, event.target, store.getState())) return;
    void readAll(files).then((text) => store.getState().actions.openDialog({ kind: "import", text, isPasted: false }));
    return;
  }
  const text = event.dataTransfer?.getData("text/plain") ?? "";
  if (!isYamlInFront(store) && mayBeImported(text)) offer(event, store, { text, isPasted: false });
}

function offer(
  event: Event,
  store: StudioStore,
  manifest: { readonly text: string; readonly isPasted: boolean },
): void {
  const { layout, workspace, actions } = store.getState();
  if (layout.dialog !== undefined || workspace.info === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  actions.openDialog({ kind: "import", ...manifest });
}

/** Several manifests are one with several documents; what is too large for the studio is not read. */
async function readAll(files: readonly File[]): Promise<string> {
  const texts = files.filter(({ size }) => size <= MAX_FILE_BYTES).map((file) => file.text());
  return (await Promise.all(texts)).join("\n---\n");
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** The editor, or no field at all: a name that is asked for may be pasted as it is. */
function isForTheEditor(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return true;
  return target.closest(".monaco-editor") !== null || target.closest("input, textarea, [contenteditable]") === null;
}

/** A manifest that is being edited is meant as text. */
function isYamlInFront(store: StudioStore): boolean {
  return /\.(?:ya?ml|json)$/i.test(store.getState().workspace.activePath ?? "");
}
