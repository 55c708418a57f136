import { beforeEach, describe, expect, it } from "vitest";
import { DraftKeeper } from "./draft-keeper.ts";
import { type DraftStorage, draftsInMemory } from "./draft-storage.ts";
import type { UnsavedText } from "./kept-draft.ts";

let storage: DraftStorage;
let nowMs: number;

/** A window on the storage; `name` tells it from others. */
function windowNamed(name: string): DraftKeeper {
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `${name}-${made}`;
  };
  return new DraftKeeper({ storage: { ...storage, newId, window: async () => name }, nowMs: () => nowMs });
}

const texts = (entries: Readonly<Record<string, string>>): ReadonlyMap<string, UnsavedText> =>
  new Map(Object.entries(entries).map(([path, text]) => [path, { text, base: "r1" }]));

async function stored(): Promise<readonly string[]> {
  const drafts = await storage.ofFolder("/a");
  return drafts.map(({ window, path, text }) => `${window}:${path}=${text}`).sort();
}

async function opened(name: string, folder = "/a"): Promise<DraftKeeper> {
  const keeper = windowNamed(name);
  const { own } = await keeper.find(folder);
  await keeper.moveTo(folder, new Map(), own);
  return keeper;
}

beforeEach(() => {
  storage = draftsInMemory();
  nowMs = 1;
});

describe("what a window types", () => {
  it("is kept, and goes when it is saved", async () => {
    const keeper = await opened("one");
    await keeper.keep("/a", texts({ Corefile: "x" }));
    expect(await stored()).toEqual(["one:Corefile=x"]);
    await keeper.keep("/a", texts({}));
    expect(await stored()).toEqual([]);
  });

  it("is written once while it stays the same", async () => {
    let writes = 0;
    const inner = storage;
    storage = {
      ...inner,
      write: (change) => {
        writes += 1;
        return inner.write(change);
      },
    };
    const keeper = await opened("one");
    await keeper.keep("/a", texts({ Corefile: "x" }));
    await keeper.keep("/a", texts({ Corefile: "x" }));
    expect(writes).toBe(1);
  });

  it("of another folder than the one that is open is passed over", async () => {
    const keeper = await opened("one");
    await keeper.keep("/a", texts({ Corefile: "x" }));
    await keeper.keep("/b", texts({}));
    expect(await stored()).toEqual(["one:Corefile=x"]);
  });

  it("is tried again after the storage failed", async () => {
    const inner = storage;
    let isFull = true;
    storage = { ...inner, write: async (change) => (isFull ? Promise.reject(new Error("full")) : inner.write(change)) };
    const keeper = await opened("one");
    await expect(keeper.keep("/a", texts({ Corefile: "x" }))).rejects.toThrow("full");
    isFull = false;
    await keeper.keep("/a", texts({ Corefile: "x" }));
    expect(await stored()).toEqual(["one:Corefile=x"]);
  });
});

describe("coming to a folder", () => {
  it("a window that is loaded again has its own texts, and offers the others", async () => {
    await (await opened("one")).keep("/a", texts({ Corefile: "x" }));
    await (await opened("two")).keep("/a", texts({ Corefile: "y" }));
    const { own, offers } = await windowNamed("one").find("/a");
    expect([own, offers].map((drafts) => drafts.map(({ text }) => text))).toEqual([["x"], ["y"]]);
  });

  it("after another folder what was left behind is offered, the newest first", async () => {
    const keeper = await opened("one");
    await keeper.keep("/a", texts({ Corefile: "old" }));
    nowMs = 2;
    await keeper.moveTo("/b", texts({ Corefile: "old", db: "new" }));
    const { own, offers } = await keeper.find("/a");
    expect(own).toEqual([]);
    expect(offers.map(({ path, window }) => [path, window])).toEqual([
      ["db", ""],
      ["Corefile", ""],
    ]);
  });

  it("a new text of the same file does not destroy the one that is offered", async () => {
    const keeper = await opened("one");
    await keeper.moveTo("/b", texts({ Corefile: "before" }));
    await keeper.moveTo("/a", texts({}));
    await keeper.keep("/a", texts({ Corefile: "after" }));
    expect(await stored()).toEqual([":Corefile=before", "one:Corefile=after"]);
  });

  it("its own drafts are not offered to itself", async () => {
    const keeper = await opened("one");
    await keeper.keep("/a", texts({ Corefile: "x" }));
    expect((await keeper.find("/a")).offers).toEqual([]);
  });
});

describe("taking a draft back", () => {
  it("what it replaces is offered in its place", async () => {
    const keeper = await opened("one");
    await keeper.moveTo("/b", texts({ Corefile: "before" }));
    const [offer] = (await keeper.find("/a")).offers;
    await keeper.moveTo("/a", texts({}));
    await keeper.keep("/a", texts({ Corefile: "after" }));
    if (offer === undefined) throw new Error("nothing is offered");
    expect(await keeper.take(offer, { text: "after", base: "r1" })).toMatchObject({ text: "after", window: "" });
    expect(await stored()).toEqual([":Corefile=after", "one:Corefile=before"]);
  });

  it("two windows that take the same one do not write over each other", async () => {
    const [one, two] = [await opened("one"), await opened("two")];
    await (await opened("gone")).moveTo("/b", texts({ Corefile: "x" }));
    const [offer] = (await one.find("/a")).offers;
    if (offer === undefined) throw new Error("nothing is offered");
    await one.take(offer, undefined);
    await two.take(offer, undefined);
    await one.keep("/a", texts({ Corefile: "x of one" }));
    await two.keep("/a", texts({ Corefile: "x of two" }));
    expect(await stored()).toEqual(["one:Corefile=x of one", "two:Corefile=x of two"]);
  });
});
