/** What a thread and its file thread tell each other. */
import type { MessagePort } from "node:worker_threads";
import type { FileContents, FileError, FileStat } from "../../lib/ports/files.ts";

/** What a file thread is started with. */
export interface FileThreadData {
  /** The folder from which relative paths count. */
  readonly folder: string;
  readonly maxWholeOctets: number;
  readonly port: MessagePort;
  /** Shared memory with the words that `SIGNAL_AT` names. */
  readonly signals: Int32Array;
}

/** The words of the shared memory: the number of the order that is done, and a count that goes up as long as one gets on. */
export const SIGNAL_AT = { done: 0, progress: 1 } as const;

export type FileOrder = { readonly id: number } & FileRequest;

export type FileRequest =
  | { readonly kind: "read" | "stat" | "exists" | "list" | "open"; readonly path: string }
  | { readonly kind: "next" | "close"; readonly stream: number };

/** A stream that was opened. */
export interface OpenedStream {
  readonly kind: "opened";
  readonly stream: number;
  readonly modifiedMs: number;
  readonly size: number;
}

/** What comes of an order; which of it, the order tells. */
export type FileResult =
  | FileContents
  | FileError
  | OpenedStream
  | FileStat
  | Uint8Array
  | readonly string[]
  | boolean
  | undefined;
