/**
 * The QUIC library: quiche, as @matrixai/quic has it built for some platforms. Only its core is used here; sockets, timers
 * and streams are our own. It is loaded when something speaks QUIC.
 */
import { createRequire } from "node:module";
import type { Quiche } from "@matrixai/quic/dist/native/quiche.js";

/** What the package calls the builds for this platform. */
const BUILDS: Readonly<Record<string, readonly string[]>> = {
  "win32-x64": ["win32-x64"],
  "darwin-x64": ["darwin-x64", "darwin-universal"],
  "darwin-arm64": ["darwin-arm64", "darwin-universal"],
  "linux-x64": ["linux-x64"],
};

let loaded: Promise<Quiche> | undefined;

/** Loads the library once. Rejects where there is none for this machine. */
export function loadQuiche(): Promise<Quiche> {
  const missing = missingQuic();
  if (missing !== undefined) return Promise.reject(new Error(missing));
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Quiche> {
  const { default: quiche } = await import("@matrixai/quic/dist/native/quiche.js");
  // The package is CommonJS: what it calls its default stands in the module's.
  return "default" in quiche ? (quiche.default as Quiche) : quiche;
}

/** What was found out for each platform. */
const FOUND = new Map<string, string | undefined>();

/** Why this machine speaks no QUIC, in words; undefined when it does. */
export function missingQuic(platform: string = `${process.platform}-${process.arch}`): string | undefined {
  if (!FOUND.has(platform)) FOUND.set(platform, look(platform));
  return FOUND.get(platform);
}

function look(platform: string): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  const isThere = (BUILDS[platform] ?? []).some((build) => {
    try {
      return resolve(`@matrixai/quic-${build}`) !== "";
    } catch {
      return false;
    }
  });
  return isThere ? undefined : `there is no QUIC library for ${platform}`;
}
