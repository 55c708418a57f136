import { describe, expect, test } from "vitest";
import { answering, passing } from "../chain/_test/serving.ts";
import { VIEW } from "../chain/dispatch-keys.ts";
import { offers } from "../chain/key.ts";
import { filesInMemory } from "../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../corefile/load.ts";
import { rest } from "../directive/argument.ts";
import { plain } from "../directive/complaint.ts";
import { defineDirective } from "../directive/directive.ts";
import { text } from "../directive/kinds/text.ts";
import { fakeHost } from "../ports/_test/fake-host.ts";
import { setUp } from "./_test/set-up.ts";
import { CONNECTION_LIMITS, LISTEN_HOSTS } from "./block-settings.ts";
import { configure } from "./configure.ts";
import { defineSetup, type PluginSetup } from "./define-setup.ts";
import type { Settings } from "./settings.ts";
import { shared } from "./shared.ts";

const described = (name: string) =>
  defineDirective({ name, since: "1.0.0", inChain: true, repeat: "once", summary: name, args: { words: rest(text) } });
const inChain = (name: string): PluginSetup => defineSetup(described(name), () => passing(name));
const refusing = (name: string): PluginSetup =>
  defineSetup(described(name), ([use], { problem }) => problem(`plugin/${name}: no ${use?.args.words[0]?.text ?? ""}`));
const setting = (name: string, set: (settings: Settings, words: readonly string[]) => void): PluginSetup =>
  defineSetup(described(name), ([use], { block }) => {
    set(block.settings, use?.args.words.map((word) => word.text) ?? []);
    return undefined;
  });
const bind = setting("bind", (settings, words) => {
  settings.set(LISTEN_HOSTS, words);
});
const view = defineSetup(described("view"), ([use]) => ({
  ...passing("view"),
  offers: offers(VIEW.with({ name: use?.args.words[0]?.text ?? "", admits: () => true })),
}));
const timeouts = setting("timeouts", (settings, [idle = ""]) => {
  settings.set(CONNECTION_LIMITS, { idleTimeoutMs: Number(idle) });
});
const whoami = defineSetup(described("whoami"), () => answering("whoami"));

describe("set-up", () => {
  test("links plugins in the order of plugin.cfg, not of the file", () => {
    const { blocks } = setUp(". {\n whoami\n log\n errors\n}", [inChain("errors"), inChain("log"), whoami]);
    expect(blocks[0]?.chain.links.map(({ handler, at }) => [handler.name, at.start.line])).toEqual([
      ["errors", 4],
      ["log", 3],
      ["whoami", 2],
    ]);
  });

  test("goes directive by directive through all blocks, so a later block may be the first to be refused", () => {
    const { messages } = setUp("a.example.org {\n late b\n}\nb.example.org {\n early a\n}", [
      refusing("early"),
      refusing("late"),
    ]);
    expect(messages).toEqual(["plugin/early: no a", "plugin/late: no b"]);
  });

  test("tells all that is wrong with a directive's words, the first as CoreDNS does", () => {
    const many = defineDirective({
      name: "many",
      since: "1.0.0",
      inChain: true,
      repeat: "each",
      summary: "many",
      finish(uses, complain) {
        for (const [index] of uses.entries()) complain(plain(`use ${index}`));
      },
    });
    const { messages } = setUp(". {\n many\n many\n}", [defineSetup(many, () => undefined)]);
    expect(messages).toEqual(["plugin/many: use 0", "plugin/many: use 1"]);
  });

  test("says of a directive that it does not run that it does not, at its line", () => {
    const source = { file: "Corefile", text: ". {\n route53\n}", files: filesInMemory({}), environment: {} };
    const { problems } = configure({
      configuration: loadCorefile(source),
      defaultPort: 53,
      host: fakeHost(),
      plugins: { order: ["route53"], setups: [] },
      whyUnserved: () => undefined,
    });
    expect(problems).toMatchObject([
      {
        code: "route53.not-served-yet",
        severity: "warning",
        cause: "engine",
        message: "plugin/route53: the built-in engine does not run this plugin yet",
        range: { start: { line: 2 } },
      },
    ]);
  });

  test("tells the first of more problems than a call takes arguments, and counts the others", () => {
    const { problems } = setUp(`${"x ".repeat(130_000)} {\n}`, []);
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)?.message).toBe("There are 128999 more errors in this file, the first of them here.");
  });

  test("a transport that it cannot serve is told behind CoreDNS's own problems", () => {
    const { problems } = setUp("https3://example.org {\n}", []);
    expect(problems.map(({ cause, message }) => [cause, message])).toEqual([
      ["text", "DoH3 requires TLS, no TLS config found"],
      ["engine", "https3://: the built-in engine does not serve this transport here: there is no QUIC library"],
    ]);
  });

  test("keeps directives without a handler apart", () => {
    const { listeners } = setUp(". {\n bind 127.0.0.1\n whoami\n}", [bind, whoami]);
    expect(listeners[0]?.served[0]?.outside).toMatchObject([{ plugin: "bind", at: { start: { line: 2 } } }]);
  });

  test("runs tasks of the start in the order of set-up until one has a problem", async () => {
    const ran: string[] = [];
    const starting = (name: string, fails: boolean): PluginSetup =>
      defineSetup(described(name), (_, { block, problem }) => {
        block.onStart(() => {
          ran.push(name);
          return fails ? problem(`${name} cannot`, { cause: "here" }) : undefined;
        });
        return passing(name);
      });
    const setups = [starting("first", false), starting("second", true), starting("third", false)];
    const { lifeCycle } = setUp(". {\n third\n second\n first\n}", setups);
    expect(await lifeCycle.start()).toMatchObject({
      message: "second cannot",
      cause: "here",
      range: { start: { line: 3 } },
    });
    expect(ran).toEqual(["first", "second"]);
  });

  test("runs tasks of the end, and the final ones only at the end for good, whatever one throws", async () => {
    const ran: string[] = [];
    const ending = defineSetup(described("ending"), (_, { block }) => {
      block.onFinalStop(() => void ran.push("final"));
      block.onStop(() => {
        throw new Error("cannot");
      });
      block.onStop(() => void ran.push("stop"));
      block.onShutdown(() => void ran.push("shutdown"));
      return undefined;
    });
    const failures: unknown[] = [];
    const { lifeCycle } = setUp(". {\n ending\n}", [ending]);
    await lifeCycle.finish((error) => failures.push(error));
    expect(ran).toEqual(["shutdown", "final"]);
    await lifeCycle.stop((error) => failures.push(error));
    expect(ran).toEqual(["shutdown", "final", "stop"]);
    expect(failures).toHaveLength(1);
  });

  test("shares one value of a key among all blocks", () => {
    const seen: object[] = [];
    const key = shared(() => ({}));
    const sharing = defineSetup(described("sharing"), (_, { block }) => {
      seen.push(block.shared(key));
      return undefined;
    });
    setUp("a.example.org {\n sharing\n}\nb.example.org {\n sharing\n}", [sharing]);
    expect(seen[0]).toBe(seen[1]);
  });
});

describe("listeners", () => {
  const cases: Readonly<Record<string, readonly [string, Readonly<Record<string, readonly string[]>>]>> = {
    "are one per port, with the zones of all blocks in order": [
      "example.org {\n}\nexample.net example.com:5353 {\n}",
      { "dns://:53": ["example.org.", "example.net."], "dns://:5353": ["example.com."] },
    ],
    "are one per address of bind": [
      "example.org {\n bind 127.0.0.1 ::1\n}\nexample.net {\n}",
      { "dns://127.0.0.1:53": ["example.org."], "dns://[::1]:53": ["example.org."], "dns://:53": ["example.net."] },
    ],
    "serve a network as its reverse zones": [
      "192.0.2.0/23 {\n}",
      { "dns://:53": ["2.0.192.in-addr.arpa.", "3.0.192.in-addr.arpa."] },
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [corefile, wanted]) => {
    const { listeners, messages } = setUp(corefile, [bind, whoami]);
    expect(messages).toEqual([]);
    expect(Object.fromEntries(listeners.map(({ label, served }) => [label, served.map(({ zone }) => zone)]))).toEqual(
      wanted,
    );
  });

  test("have CoreDNS's limits unless a block sets others; the last block counts", () => {
    const plans = setUp("a.example.org {\n timeouts 1\n}\nb.example.org {\n timeouts 2\n}\nc.example.org:54 {\n}", [
      timeouts,
    ]);
    expect(plans.listeners.map(({ settings }) => settings.limits)).toEqual([
      { readTimeoutMs: 3000, writeTimeoutMs: 5000, idleTimeoutMs: 2, maxQueries: -1 },
      { readTimeoutMs: 3000, writeTimeoutMs: 5000, idleTimeoutMs: 10_000, maxQueries: -1 },
    ]);
  });
});

describe("what cannot be served together", () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    "a zone twice": [
      "example.org {\n}\nExample.org {\n}",
      ["cannot serve dns://example.org.:53 - it is already defined"],
    ],
    "a zone twice with a view": ["example.org {\n view a\n}\nexample.org {\n}", []],
    "a zone bound and unbound": [
      "example.org {\n}\nexample.org {\n bind 127.0.0.1\n}",
      ["cannot serve dns://example.org.:53 on 127.0.0.1 - zone overlap listener capacity with dns://example.org.:53"],
    ],
    "a key that is no zone": [
      "example.org: {\n}",
      ['error inspecting server blocks: expecting data after last colon: "example.org:"'],
    ],
    "a transport that only CoreDNS serves so far": ["tls://example.org {\n}", []],
    "HTTP/3 without TLS, as CoreDNS": ["https3://example.org {\n}", ["DoH3 requires TLS, no TLS config found"]],
    "QUIC without TLS, as CoreDNS": ["quic://example.org {\n}", ["ListenPacket: quic: tls.Config not set"]],
  };
  test.each(Object.entries(cases))("%s", (_, [corefile, messages]) => {
    expect(setUp(corefile, [bind, view]).messages).toEqual(messages);
  });
});
