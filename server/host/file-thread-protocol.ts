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

/** What may be asked of the thread: its argument, and what comes of it. */
export interface FileCalls {
  read: { readonly argument: string; readonly result: FileContents | FileError };
  stat: { readonly argument: string; readonly result: FileStat | undefined };
  exists: { readonly argument: string; readonly result: boolean };
  list: { readonly argument: string; readonly result: readonly string[] | FileError };
  /** Opens a stream. */
  open: { readonly argument: string; readonly result: OpenedStream | FileError };
  /** The next piece of a stream; undefined at its end. */
  next: { readonly argument: number; readonly result: Uint8Array | FileError | undefined };
  close: { readonly argument: number; readonly result: undefined };
}
export type FileCallName = keyof FileCalls;

/** A call on its way, with its name and argument kept together. */
export type FileOrder = {
  [Name in FileCallName]: { readonly id: number; readonly kind: Name; readonly argument: FileCalls[Name]["argument"] };
}[FileCallName];

/** What came of an order. */
export interface FileReport {
  readonly id: number;
  readonly result: FileCalls[FileCallName]["result"];
}

/** A stream that was opened, by its number. */
export interface OpenedStream {
  readonly kind: "opened";
  readonly stream: number;
  readonly modifiedMs: number;
  readonly size: number;
}
