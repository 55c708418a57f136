import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { defineDirective } from "../../directive/directive.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { world } from "../_test/run.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

/** Other plugins of the block: only their names count. */
const others = ["cache", "erratic", "kubernetes", "on", "whoami"].map((name) =>
  defineSetup(defineDirective({ name, inChain: true, repeat: "each", summary: "A plugin." }), () => undefined),
);

function firstProblem(lines: string) {
  const files = world({ "resolv.conf": "search example.org example.net\n" });
  files.files.makeFolder("folder");
  return setUp(`.:1053 {\n${lines}\n}`, [setup, ...others], files).problems[0];
}

const unable = (plugin: string) => ({
  message: `plugin/autopath: ${plugin} does not implement the AutoPather interface`,
  cause: "text",
});
const missing = (file: string) => ({
  message: `plugin/autopath: failed to parse "${file}": open ${file}: no such file or directory`,
  cause: "here",
});
const unnamed = { message: "plugin/autopath: no resolv-conf specified", cause: "text" };
const served = undefined;

/** Lines of a server block, and what CoreDNS 1.15.0 says of them. */
const cases: Readonly<Record<string, readonly [string, object | undefined]>> = {
  "wants a file or a plugin": ["autopath", unnamed],
  "reads a block as another use": ["autopath resolv.conf {\nx\n}", unnamed],
  "looks for the file before it reads a block as another use": ["autopath no.conf {\nx\n}", missing("no.conf")],
  "reads the file": ["autopath example.org resolv.conf", served],
  "takes a folder for a file without lines": ["autopath folder", served],
  "wants the file": ["autopath example.org no.conf", missing("no.conf")],
  "wants a file name": ['autopath ""', { ...missing(""), cause: "text" }],
  "asks kubernetes": ["autopath @kubernetes\nkubernetes", served],
  "asks erratic": ["autopath @erratic\nerratic", served],
  "asks nobody else": ["autopath @whoami\nwhoami", unable("whoami")],
  "asks not itself": ["autopath @autopath", unable("autopath")],
  "asks nobody when the plugin is not in the block": ["autopath @whoami", served],
  "asks nobody when the plugin is not in the chain": ["autopath @on\non", served],
  "asks nobody without a name": ["autopath @\nwhoami", served],
  "asks the last plugin that is named": ["autopath @whoami\nautopath @cache\ncache\nwhoami", unable("cache")],
  "asks a plugin even when a file comes later": ["autopath @whoami\nautopath resolv.conf\nwhoami", unable("whoami")],
  "takes plugins in front of the last word for zones": ["autopath @whoami @x\nwhoami", served],
};

test("the editor sees a use without words, unless only set-up can tell whether CoreDNS gets so far", () => {
  expect(messagesOf(directive, "autopath @kubernetes", "autopath")).toEqual([unnamed.message]);
  expect(messagesOf(directive, "autopath resolv.conf", "autopath")).toEqual([]);
});

describe("autopath", () => {
  test.each(Object.entries(cases))("%s", (_, [lines, expected]) =>
    expect(firstProblem(lines)).toEqual(expected === undefined ? undefined : expect.objectContaining(expected)),
  );
});
