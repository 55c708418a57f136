/** The studio as a test sees it: by roles and names, never by class or structure. */
import { expect, type Locator, type Page } from "@playwright/test";

/** Playwright looks again after half a second at most; what nearly every test waits for is looked at more often. */
const OFTEN = { intervals: [50], timeout: 20_000 };

export class StudioPage {
  readonly page: Page;
  readonly editor: Locator;
  readonly name: Locator;
  readonly type: Locator;
  readonly transport: Locator;
  readonly ask: Locator;
  readonly reply: Locator;
  readonly why: Locator;
  readonly chain: Locator;
  readonly problems: Locator;
  readonly files: Locator;
  readonly engine: Locator;
  readonly status: Locator;
  readonly examples: Locator;
  readonly announcement: Locator;
  /** The bar that offers a draft. */
  readonly draft: Locator;
  /** What the bars above the text say. */
  readonly alerts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.editor = page.getByRole("textbox", { name: "Corefile" });
    this.name = page.getByRole("combobox", { name: "Name" });
    this.type = page.getByRole("combobox", { name: "Type" });
    this.transport = page.getByRole("combobox", { name: "Transport" });
    this.ask = page.getByRole("button", { name: "Ask", exact: true });
    this.reply = page.getByRole("region", { name: "Reply" });
    this.why = page.getByRole("region", { name: "Why" });
    this.chain = page.getByRole("region", { name: "Chain" });
    this.problems = page.getByRole("region", { name: "Problems" });
    this.files = page.getByRole("tree", { name: "Files" });
    this.engine = page.getByRole("combobox", { name: "Engine" });
    this.status = page.getByRole("status", { name: "Engine status" });
    this.examples = page.getByRole("combobox", { name: "Examples" });
    this.announcement = page.getByTestId("announcement");
    this.draft = page.getByRole("status", { name: "Draft" });
    this.alerts = page.getByRole("region", { name: "Editor" }).getByRole("alert");
  }

  /** Opens the studio and waits until the text is there. */
  async open(): Promise<void> {
    await this.page.goto("/");
    await expect.poll(() => this.editor.count(), OFTEN).toBe(1);
    await expect.poll(() => this.lines.textContent(), OFTEN).not.toBe("");
  }

  /** What the editor shows. */
  get lines(): Locator {
    return this.page.locator(".view-lines");
  }

  /** Replaces the text of the file in front. */
  async write(text: string): Promise<void> {
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(text);
  }

  /** Closes what is open over the page, by key. The focus goes back a moment later: keys that come before it are lost. */
  async escape(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  }

  /** Brings a file of the tree to the front. */
  async openFile(name: string): Promise<void> {
    await this.files.getByRole("treeitem", { name }).click();
  }

  /** A button of the bars above the text. */
  decide(name: string): Promise<void> {
    return this.page.getByRole("region", { name: "Editor" }).getByRole("button", { name, exact: true }).click();
  }

  /** Puts the editor's cursor at a place, by keys. */
  async goTo(line: number, column: number): Promise<void> {
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+Home");
    for (let at = 1; at < line; at++) await this.page.keyboard.press("ArrowDown");
    for (let at = 1; at < column; at++) await this.page.keyboard.press("ArrowRight");
  }

  /** Replaces the Corefile and waits until it is live. */
  async serve(text: string): Promise<void> {
    await this.write(text);
    await expect.poll(() => this.problems.textContent(), OFTEN).toContain("CoreDNS starts with this");
    await expect.poll(() => this.status.textContent(), OFTEN).toMatch(/Serving(?!.*earlier)/s);
  }

  /** Asks a question with the mouse, as most people do. */
  async askFor(name: string, type = "A"): Promise<void> {
    await this.name.fill(name);
    await this.type.selectOption(type);
    await this.ask.click();
  }

  /** A plugin's node in the chain of a zone. */
  node(plugin: string, zone: string): Locator {
    return this.chain.locator(`[data-plugin="${plugin}"][data-zone="${zone}"]`);
  }
}
