/**
 * What a workspace's `studio.yaml` says, read behind the jail and in the engine's own thread: whatever stands in it, the
 * studio goes on.
 */
import type { Files } from "../../lib/ports/files.ts";
import type { SettingsRead } from "../../lib/studio-settings/settings.ts";

const START = { offset: 0, line: 1, column: 1 };
const decoder = new TextDecoder();

/** Reads the settings; without a file there are none, and what cannot be read is told. */
export async function workspaceSettings(files: Files, file: string): Promise<SettingsRead> {
  const found = files.read(file);
  if (found.kind === "file") {
    // Loaded only here: few workspaces have settings, and YAML takes its time to load.
    const { readSettings } = await import("../../lib/studio-settings/settings.ts");
    return readSettings(decoder.decode(found.bytes), file);
  }
  const settings = { environment: {} };
  if (found.code === "ENOENT") return { settings, problems: [] };
  const range = { file, start: START, end: START };
  const { text: message } = found;
  return {
    settings,
    problems: [{ code: "studio-settings.unreadable", severity: "warning", cause: "here", message, range }],
  };
}
