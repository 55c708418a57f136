/**
 * The last resort of a server: an error that got past whoever should have held it is logged and counted as a panic, and
 * the server serves on. Each thread has its own; before anything serves a fault had better end the start.
 */
import { type PanicParts, Panics } from "../../lib/chain/panics.ts";

/** From now on nothing that this thread throws or rejects ends it. Gives what takes the last resort away again. */
export function installLastResort(parts: PanicParts): () => void {
  const panics = new Panics(parts);
  const recover = (error: unknown): void => {
    // What cannot be written cannot be told either, and to try would go on for ever.
    if (isOfOutput(error)) return;
    panics.recovered("process:", whatAndWhere(error));
  };
  process.on("uncaughtException", recover).on("unhandledRejection", recover);
  return () => {
    process.off("uncaughtException", recover).off("unhandledRejection", recover);
  };
}

/** Sockets have somebody who listens to their errors; standard output may have nobody. */
function isOfOutput(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "write";
}

/** In a line: nobody else knows. */
function whatAndWhere(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /^\s+at .*$/m.exec(error.stack ?? "")?.[0].trim();
  return place === undefined ? `${error.name}: ${error.message}` : `${error.name}: ${error.message} ${place}`;
}
