/** Drafts in the browser's database. A write begins at once and is on the disk before its promise is kept. */
import type { DraftStorage } from "../../../lib/studio/drafts/draft-storage.ts";
import { type KeptDraft, keptDraftSchema } from "../../../lib/studio/drafts/kept-draft.ts";
import { newName } from "./open-window.ts";
import { thisWindow } from "./this-window.ts";

const DATABASE = "corefile-studio";
/** A change of what is stored takes a higher number and a step in `upgrade`. */
const VERSION = 1;
const DRAFTS = "drafts";
const BY_FOLDER = "folder";

/** Makes the storage; the database is opened at once, so that it is there when a page goes away. */
export function indexedDrafts(): DraftStorage {
  let database: IDBDatabase | undefined;
  let opening: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> => {
    opening ??= openDatabase(() => {
      database = undefined;
      opening = undefined;
    });
    opening.then(
      (opened) => {
        database = opened;
      },
      () => {
        opening = undefined;
      },
    );
    return opening;
  };
  void open().catch(() => undefined);
  return {
    newId: newName,
    window: async () => (await thisWindow()).name,
    async ofFolder(folder) {
      const { name, openNames } = await thisWindow();
      const found = await readFolder(await open(), folder);
      const open_ = await openNames();
      return found.filter(({ window }) => window === name || open_?.has(window) !== true);
    },
    write: ({ put, remove }) =>
      database === undefined
        ? open().then((opened) => writeDrafts(opened, put, remove))
        : writeDrafts(database, put, remove),
  };
}

function openDatabase(onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
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

function upgrade(database: IDBDatabase, from: number): void {
  if (from < 1) database.createObjectStore(DRAFTS, { keyPath: "id" }).createIndex(BY_FOLDER, "folder");
}

function readFolder(database: IDBDatabase, folder: string): Promise<readonly KeptDraft[]> {
  return new Promise((done, fail) => {
    const request = database.transaction(DRAFTS, "readonly").objectStore(DRAFTS).index(BY_FOLDER).getAll(folder);
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const found: readonly unknown[] = request.result;
      done(found.flatMap((one) => keptDraftSchema.safeParse(one).data ?? []));
    };
  });
}

function writeDrafts(database: IDBDatabase, put: readonly KeptDraft[], remove: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const transaction = database.transaction(DRAFTS, "readwrite", { durability: "strict" });
    const drafts = transaction.objectStore(DRAFTS);
    transaction.oncomplete = () => done();
    transaction.onabort = () => fail(transaction.error ?? new Error("it was interrupted"));
    for (const draft of put) drafts.put(draft);
    for (const id of remove) drafts.delete(id);
    // Without it a page that goes away takes what it wrote last along.
    transaction.commit();
  });
}
