/** Which windows of the studio are open: each holds a lock for as long as it lives, which ends with a crash, too. */

/** This window, among the others of this browser. */
export interface OpenWindow {
  /** The same before and after a reload; a copy of a tab has another one. */
  readonly name: string;
  /** The names of all that are open; undefined when the browser does not tell. */
  openNames(): Promise<ReadonlySet<string> | undefined>;
}

const NAME_KEY = "corefile-studio-window";
const LOCK_PREFIX = "corefile-studio-window ";
/** So long the page before a reload may take to give its lock back; after that a copied tab has it. */
const RELOAD_WITHIN_MS = 1000;
/** A window that has not come back after so long does not come back. */
const GONE_AFTER_MS = 1500;

/** Takes the name that this window had, or a new one. */
export async function holdWindow(): Promise<OpenWindow> {
  if (locks() === undefined) return { name: carryName(), openNames };
  const before = readName();
  const name = before !== undefined && (await holdName(before)) ? before : newName();
  if (name !== before) {
    await holdName(name);
    writeName(name);
  }
  return { name, openNames };
}

/** Without locks the name is only in the storage while no page has it: a tab that is copied meanwhile copies none. */
function carryName(): string {
  const name = readName() ?? newName();
  dropName();
  window.addEventListener("pagehide", () => writeName(name));
  window.addEventListener("pageshow", dropName);
  return name;
}

/** A name or an ID that nobody else makes. */
export function newName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join("-");
}

/** Only pages of this machine and of https have locks; elsewhere every window is taken for gone, and its drafts are offered. */
function locks(): LockManager | undefined {
  return "locks" in navigator ? navigator.locks : undefined;
}

async function openNames(): Promise<ReadonlySet<string> | undefined> {
  const held = await locks()?.query();
  return (
    held &&
    new Set(
      (held.held ?? []).flatMap(({ name }) => (name?.startsWith(LOCK_PREFIX) ? [name.slice(LOCK_PREFIX.length)] : [])),
    )
  );
}

/**
 * Tells when a window that is open now, or was when another one went, has gone for good: a reload takes its lock again.
 * Gives what ends it. Without locks nobody is told.
 */
export function watchOthers(own: string, gone: () => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const awaited = new Set<string>();
  const watch = async (name: string): Promise<void> => {
    awaited.add(name);
    try {
      // The lock is theirs as long as they live.
      await locks()?.request(LOCK_PREFIX + name, { mode: "shared", signal }, () => undefined);
    } catch {
      return;
    }
    await new Promise((waited) => setTimeout(waited, GONE_AFTER_MS));
    awaited.delete(name);
    if (signal.aborted) return;
    gone();
    await look();
  };
  const look = async (): Promise<void> => {
    for (const name of (await openNames()) ?? []) if (name !== own && !awaited.has(name)) void watch(name);
  };
  void look();
  return () => ended.abort();
}

/** True once the lock is held, and it is held until the page goes. */
function holdName(name: string): Promise<boolean> {
  const manager = locks();
  if (manager === undefined) return Promise.resolve(true);
  return new Promise((done) => {
    const forever = new Promise<never>(() => {});
    const hold = (): Promise<never> => {
      done(true);
      return forever;
    };
    manager
      .request(LOCK_PREFIX + name, { signal: AbortSignal.timeout(RELOAD_WITHIN_MS) }, hold)
      .catch(() => done(false));
  });
}

function readName(): string | undefined {
  try {
    return sessionStorage.getItem(NAME_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function dropName(): void {
  try {
    sessionStorage.removeItem(NAME_KEY);
  } catch {
    // There is none.
  }
}

function writeName(name: string): void {
  try {
    sessionStorage.setItem(NAME_KEY, name);
  } catch {
    // After a reload it is another window, and its drafts are offered.
  }
}
