/** Save points in a database of the browser: what is told of each, and its texts apart, so that a list is read fast. */
import {
  type SavePointHead,
  savePointHeadSchema,
  savePointTextsSchema,
  surplus,
} from "../../../lib/studio/save-points/save-point.ts";
import type { SavePointStorage } from "../../../lib/studio/save-points/save-point-storage.ts";
import { newName } from "../drafts/open-window.ts";

const DATABASE = "corefile-studio-save-points";
const HEADS = "heads";
const TEXTS = "texts";
const BY_FOLDER = "folder";

/** Makes the storage; the database is opened when it is first asked. */
export function indexedSavePoints(): SavePointStorage {
  let opening: Promise<IDBDatabase> | undefined;
  const forget = (): void => {
    opening = undefined;
  };
  const open = (): Promise<IDBDatabase> => {
    opening ??= openDatabase(forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opening;
  };
  const write = async (task: (transaction: IDBTransaction) => void): Promise<void> => {
    const database = await open();
    await new Promise<void>((done, fail) => {
      const transaction = database.transaction([HEADS, TEXTS], "readwrite");
      transaction.oncomplete = () => done();
      transaction.onabort = () => fail(transaction.error ?? new Error("it was interrupted"));
      task(transaction);
    });
  };
  return {
    newId: newName,
    async ofFolder(folder) {
      const heads = (await open()).transaction(HEADS).objectStore(HEADS);
      return headsIn(await resultOf(heads.index(BY_FOLDER).getAll(folder)));
    },
    async textsOf(id) {
      const found = await resultOf((await open()).transaction(TEXTS).objectStore(TEXTS).get(id));
      return savePointTextsSchema.safeParse(found).data;
    },
    add: ({ texts, ...head }) =>
      write((transaction) => {
        const heads = transaction.objectStore(HEADS);
        heads.put(head);
        transaction.objectStore(TEXTS).put(texts, head.id);
        const request = heads.index(BY_FOLDER).getAll(head.folder);
        request.onsuccess = () => {
          for (const id of surplus(headsIn(request.result))) removeFrom(transaction, id);
        };
      }),
    change: (id, fields) =>
      write((transaction) => {
        const heads = transaction.objectStore(HEADS);
        const request = heads.get(id);
        request.onsuccess = () => {
          const head = savePointHeadSchema.safeParse(request.result).data;
          if (head !== undefined) heads.put({ ...head, ...fields });
        };
      }),
    remove: (id) => write((transaction) => removeFrom(transaction, id)),
  };
}

function removeFrom(transaction: IDBTransaction, id: string): void {
  transaction.objectStore(HEADS).delete(id);
  transaction.objectStore(TEXTS).delete(id);
}

/** What is ours of what was read, the newest first. */
function headsIn(found: readonly unknown[]): readonly SavePointHead[] {
  return found.flatMap((one) => savePointHeadSchema.safeParse(one).data ?? []).sort((a, b) => b.atMs - a.atMs);
}

function openDatabase(onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(HEADS, { keyPath: "id" }).createIndex(BY_FOLDER, "folder");
      request.result.createObjectStore(TEXTS);
    };
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("an older page of the studio blocks it"));
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = onClosed;
      // A page of a newer studio waits for this.
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      done(database);
    };
  });
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((done, fail) => {
    request.onerror = () => fail(request.error);
    request.onsuccess = () => done(request.result);
  });
}
