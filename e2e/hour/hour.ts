/**
 * A scripted hour: two windows on one folder are typed in, saved and renamed in, the folder is changed from outside, server
 * and browser are killed, all by seeded chance. After each step everything that a page had shown for a second must be in a
 * file or in a draft, unless somebody gave it up knowingly.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserContext } from "@playwright/test";
import type { SeededRandom } from "../../attack/seeded-random.ts";
import type { StudioProcess } from "../studio-process.ts";
import type { BrowserProcess } from "./browser-process.ts";
import { draftsOf, textsOnDisk } from "./kept-texts.ts";
import { Ledger } from "./ledger.ts";
import { HourWindow } from "./window.ts";

const COREFILE = "Corefile";
const FILES = {
  [COREFILE]: ".:1053 {\n    hosts hosts.txt\n    whoami\n}\n",
  "hosts.txt": "# hosts\n",
  "notes.txt": "# notes\n",
};

export interface HourParts {
  readonly random: SeededRandom;
  readonly folder: string;
  readonly studio: StudioProcess;
  readonly browser: BrowserProcess;
}

/** A step, how often it comes, and what it does. */
type Step = readonly [name: string, weight: number, run: () => Promise<void>];

export class Hour {
  readonly #parts: HourParts;
  readonly #ledger = new Ledger();
  readonly #steps: readonly Step[];
  #windows: HourWindow[] = [];
  #made = 0;
  /** What was done, for whoever must find out why a mark is missing. */
  readonly log: string[] = [];
  readonly counts: Record<string, number> = {};

  constructor(parts: HourParts) {
    this.#parts = parts;
    this.#steps = [
      ["type", 40, () => this.#window().type(this.#ledger)],
      ["save", 14, () => this.#window().save()],
      ["decide", 14, () => this.#decide()],
      ["switch file", 10, () => this.#window().switchFile(this.#parts.random)],
      ["rename", 4, () => this.#window().rename(this.#newName())],
      ["edit outside", 8, async () => this.#editOutside()],
      ["rename outside", 3, async () => this.#renameOutside()],
      ["delete outside", 3, () => this.#deleteOutside()],
      ["make outside", 3, async () => this.#makeOutside()],
      ["reload", 3, () => this.#window().reload()],
      ["close and open", 3, () => this.#closeAndOpen()],
      ["another folder", 2, () => this.#anotherFolder()],
      ["kill server", 3, () => this.#killServer()],
      ["kill browser", 3, () => this.#killBrowser()],
      ["kill both", 2, () => this.#killBoth()],
    ];
  }

  /** Marks that must be kept now. */
  get marks(): number {
    return this.#ledger.size;
  }

  async begin(): Promise<void> {
    for (const [path, text] of Object.entries(FILES)) writeFileSync(join(this.#parts.folder, path), text);
    await this.#parts.studio.start();
    await this.#openWindows();
  }

  /** Does one thing. What a page would not let it do is noted; a lost text throws. */
  async step(): Promise<void> {
    const [name, , run] = this.#pick();
    const from = performance.now();
    const outcome = await run().then(
      () => "done",
      (error: unknown) => `not done: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`,
    );
    this.counts[`${name}, ${outcome.split(":")[0]}`] = (this.counts[`${name}, ${outcome.split(":")[0]}`] ?? 0) + 1;
    this.log.push(`${name}: ${outcome} (${Math.round(performance.now() - from)} ms)`);
    if (this.#windows.length < 2) throw new Error(`the windows did not open: ${outcome}\n${this.log.join("\n")}`);
    await this.check();
  }

  /** Throws when something is lost. */
  async check(): Promise<void> {
    const missing = this.#ledger.missing(await this.#texts());
    if (missing.length > 0) throw new Error(`lost: ${missing.join(", ")}\n${this.log.slice(-40).join("\n")}`);
  }

  async end(): Promise<void> {
    await this.#parts.browser.kill();
    await this.#parts.studio.kill();
  }

  #pick(): Step {
    const total = this.#steps.reduce((sum, [, weight]) => sum + weight, 0);
    let at = this.#parts.random.below(total);
    for (const step of this.#steps) {
      at -= step[1];
      if (at < 0) return step;
    }
    throw new Error("nothing to pick from");
  }

  #window(): HourWindow {
    return this.#parts.random.pick(this.#windows);
  }

  async #drafts() {
    const [first] = this.#windows;
    return first === undefined ? [] : await draftsOf(first.page);
  }

  /** Everything that is kept. */
  async #texts(): Promise<readonly string[]> {
    return [...textsOnDisk(this.#parts.folder).values(), ...(await this.#drafts()).map(({ text }) => text)];
  }

  async #openWindows(): Promise<void> {
    const context: BrowserContext = await this.#parts.browser.start();
    context.setDefaultTimeout(5000);
    this.#windows = [];
    for (const name of ["a", "b"]) this.#windows.push(await HourWindow.open(context, this.#parts.studio.address, name));
  }

  /** What a decision takes from the disk's text of the file, or from this window's, is given up; nothing else may go. */
  async #decide(): Promise<void> {
    const window = this.#window();
    // Drafts are written a moment after the key.
    await sleep(500);
    const path = await window.activePath();
    const [disk, drafts] = [textsOnDisk(this.#parts.folder), await this.#drafts()];
    const decision = await window.decide(this.#parts.random);
    if (decision === undefined) return;
    await sleep(700);
    const after = (await this.#texts()).join("\n");
    if (decision === "over the disk") this.#ledger.giveUp(disk.get(path) ?? "", after);
    const name = await window.storageName();
    if (decision === "drop mine") {
      for (const { text } of drafts.filter((draft) => draft.window === name && draft.path === path))
        this.#ledger.giveUp(text, after);
    }
    if (decision !== "drop an offer") return;
    const names = await Promise.all(this.#windows.map((one) => one.storageName()));
    for (const { text } of drafts.filter((draft) => !names.includes(draft.window))) this.#ledger.giveUp(text, after);
  }

  #newName(): string {
    this.#made += 1;
    return `${this.#parts.random.pick(["", "more/", "other/"])}file-${this.#made}.txt`;
  }

  /** A file beside the Corefile. */
  #sideFile(): string | undefined {
    const paths = [...textsOnDisk(this.#parts.folder).keys()].filter((path) => path !== COREFILE).sort();
    return paths.length === 0 ? undefined : this.#parts.random.pick(paths);
  }

  #editOutside(): void {
    const path = this.#parts.random.chance(50) ? COREFILE : (this.#sideFile() ?? COREFILE);
    const mark = this.#ledger.next("outside");
    const text = textsOnDisk(this.#parts.folder).get(path) ?? "";
    writeFileSync(join(this.#parts.folder, path), `${text}\n# ${mark}\n`);
    this.#ledger.seen(mark, { atOnce: true });
  }

  #makeOutside(): void {
    const mark = this.#ledger.next("outside");
    this.#write(this.#newName(), `# ${mark}\n`);
    this.#ledger.seen(mark, { atOnce: true });
  }

  #renameOutside(): void {
    const from = this.#sideFile();
    if (from === undefined) return;
    const to = join(this.#parts.folder, this.#newName());
    mkdirSync(dirname(to), { recursive: true });
    renameSync(join(this.#parts.folder, from), to);
  }

  async #deleteOutside(): Promise<void> {
    const path = this.#sideFile();
    if (path === undefined) return;
    const text = textsOnDisk(this.#parts.folder).get(path) ?? "";
    rmSync(join(this.#parts.folder, path));
    this.#ledger.giveUp(text, (await this.#texts()).join("\n"));
    // Windows that have it open hear of it.
    await sleep(300);
  }

  #write(path: string, text: string): void {
    const file = join(this.#parts.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  async #closeAndOpen(): Promise<void> {
    const at = this.#parts.random.below(this.#windows.length);
    const before = this.#windows[at];
    if (before === undefined) return;
    const after = await HourWindow.open(before.page.context(), this.#parts.studio.address, before.name);
    this.#windows[at] = after;
    await before.page.close();
  }

  async #anotherFolder(): Promise<void> {
    const window = this.#window();
    try {
      await window.openFolder("hosts-trap");
      await sleep(this.#parts.random.below(800));
    } finally {
      await window.openFolder("folder");
    }
  }

  async #killServer(): Promise<void> {
    const { studio, random } = this.#parts;
    await studio.kill();
    try {
      await this.#window().type(this.#ledger);
      await sleep(random.below(1200));
    } finally {
      await studio.start();
    }
    // The pages try to reach it every few seconds.
    await Promise.all(this.#windows.map((window) => window.isConnected()));
  }

  async #killBrowser(): Promise<void> {
    const { browser, random } = this.#parts;
    await this.#window().type(this.#ledger);
    await sleep(random.below(1500));
    this.#ledger.forgetYoung();
    await browser.kill();
    await this.#openWindows();
  }

  async #killBoth(): Promise<void> {
    const { browser, studio, random } = this.#parts;
    await this.#window().type(this.#ledger);
    await sleep(random.below(1500));
    this.#ledger.forgetYoung();
    await Promise.all([browser.kill(), studio.kill()]);
    await studio.start();
    await this.#openWindows();
  }
}
