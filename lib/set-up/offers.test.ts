import { describe, expect, test } from "vitest";
import { query } from "../chain/_test/messages.ts";
import { answering, passing } from "../chain/_test/serving.ts";
import { LABELS, OPCODES, VIEW } from "../chain/dispatch-keys.ts";
import { type Handler, offersOf } from "../chain/handler.ts";
import { type Entry, Key, offers } from "../chain/key.ts";
import { type DirectiveOptions, defineDirective } from "../directive/directive.ts";
import { setUp } from "./_test/set-up.ts";
import { TLS } from "./block-settings.ts";
import { defineSetup, type PluginSetup } from "./define-setup.ts";
import { setting } from "./settings.ts";
import type { Setup } from "./setup.ts";
import { oneOf, shared } from "./shared.ts";

type Facts = Partial<DirectiveOptions<Readonly<Record<never, never>>, Readonly<Record<never, never>>>>;

function plugin(name: string, create: Setup<unknown>, facts: Facts = {}): PluginSetup {
  const directive = defineDirective({ name, inChain: true, repeat: "each", summary: name, ...facts });
  return defineSetup(directive, create);
}
const offering = (name: string, ...entries: readonly Entry[]): Handler => ({
  ...answering(name),
  offers: offers(...entries),
});

/** What another plugin might want of one that owns zones. */
interface Transfer {
  readonly zones: readonly string[];
  records(zone: string): Iterable<string>;
}

describe("what plugins give each other", () => {
  test("a key that only two plugins know carries what it is of, with its type", async () => {
    const transfer = new Key<Transfer>();
    const sent: string[] = [];
    const sender = plugin("sender", (_, { block }) => {
      block.onStart(() => {
        for (const { zones, records } of offersOf(block.handlers(), transfer)) {
          for (const zone of zones) sent.push(...records(zone));
        }
        return undefined;
      });
      return passing("sender");
    });
    const owner = plugin("owner", () =>
      offering("owner", transfer.with({ zones: ["example.org."], records: (zone) => [`${zone} SOA`, `${zone} NS`] })),
    );
    const silent = plugin("silent", () => passing("silent"));
    const { lifeCycle } = setUp(". {\n sender\n silent\n owner\n}", [sender, silent, owner]);
    await lifeCycle.start();
    expect(sent).toEqual(["example.org. SOA", "example.org. NS"]);
  });

  test("two keys of one type are two offers", () => {
    const [notify, change] = [new Key<() => string>(), new Key<() => string>()];
    const given = offers(notify.with(() => "notify"));
    expect([given.get(notify)?.(), given.get(change)]).toEqual(["notify", undefined]);
  });
});

describe("what dispatch asks a block's plugins before the chain", () => {
  test("labels, views and opcodes of whoever offers them", () => {
    const chooser = plugin("chooser", () =>
      offering("chooser", VIEW.with({ name: "inside", admits: ({ metadata }) => metadata?.get("x/y")?.() === "z" })),
    );
    const collector = plugin("collector", () =>
      offering(
        "collector",
        LABELS.with(() => new Map([["x/y", () => "z"]])),
      ),
    );
    const updater = plugin("updater", () => offering("updater", OPCODES.with([5])));
    const { listeners, blocks } = setUp(". {\n chooser\n collector\n updater\n}", [chooser, collector, updater]);
    const [zone] = listeners[0]?.served ?? [];
    const asked = query("www.example.org. A");
    asked.metadata = zone?.labels?.(asked);
    expect(zone?.filters.map((admits) => admits(asked))).toEqual([true]);
    expect([zone?.viewName, blocks[0]?.viewName, [...(zone?.opcodes ?? [])]]).toEqual(["inside", "inside", [5]]);
  });

  test("a block without such plugins is asked nothing", () => {
    const { listeners } = setUp(". {\n whoami\n}", [plugin("whoami", () => answering("whoami"))]);
    expect(listeners[0]?.served[0]).toMatchObject({ viewName: "", filters: [], labels: undefined, opcodes: new Set() });
  });

  test("a directive that opens classes opens them when it puts a handler into the chain", () => {
    const opener = (create: Setup<unknown>) => plugin("opener", create, { opensClasses: true });
    const opens = (setup: PluginSetup): boolean | undefined =>
      setUp(". {\n opener\n}", [setup]).listeners[0]?.served[0]?.opensClasses;
    expect([opens(opener(() => passing("opener"))), opens(opener(() => undefined))]).toEqual([true, false]);
  });
});

describe("what directives tell their block", () => {
  test("a setting is what it began as until it is set, for each block of its own", () => {
    const size = setting(1);
    const sizing = plugin("sizing", (_, { block }) => {
      block.settings.set(size, block.settings.get(size) + 1);
      return undefined;
    });
    const { blocks } = setUp("a.example.org {\n sizing\n}\nb.example.org {\n}", [sizing]);
    expect(blocks.map(({ settings }) => settings.get(size))).toEqual([2, 1]);
  });

  test("what a configuration shares is one thing per name, and another one in the next configuration", () => {
    const servers = shared(() => new Map<string, object>());
    const seen: object[] = [];
    const serving = plugin("serving", (_, { block }) => {
      seen.push(oneOf(block.shared(servers), block.keys[0]?.port === 53 ? "a" : "b", () => ({})));
      return undefined;
    });
    const text = "x.example.org {\n serving\n}\ny.example.org {\n serving\n}\nz.example.org:54 {\n serving\n}";
    setUp(text, [serving]);
    setUp(text, [serving]);
    expect(seen.map((one) => seen.indexOf(one))).toEqual([0, 0, 2, 3, 3, 5]);
  });

  test("a block has TLS when a directive of that role stands in it, or one sets it, whatever its name", () => {
    const text = "https3://example.org {\n certificates\n}";
    const messages = (facts: Facts) => setUp(text, [plugin("certificates", () => undefined, facts)]).messages;
    const property = plugin("certificates", (_, { block }) => {
      block.settings.set(TLS, { clientAuth: "nocert", material: { kind: "tls" }, acme: "" });
      return undefined;
    });
    expect(setUp(text, [property]).messages).toEqual([]);
    expect([messages({ role: "tls" }), messages({})]).toEqual([[], ["DoH3 requires TLS, no TLS config found"]]);
  });
});
