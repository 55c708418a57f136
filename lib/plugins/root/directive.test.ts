import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { run, world } from "../_test/run.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

test.each([
  [["root /etc/coredns"], undefined],
  [
    ["root"],
    "plugin/root: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'root'",
  ],
  [
    ["root one two"],
    "plugin/root: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'two'",
  ],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

describe("the folder", () => {
  const host = () => {
    const made = world({ "db.example.org": "" });
    made.files.makeFolder("zones");
    return made;
  };
  test("is a setting of the block", async () => {
    const { blocks, host: after } = await run(setup, "root zones", host());
    expect([blocks[0]?.settings.get(ROOT_FOLDER), after.log.lines]).toEqual(["zones", []]);
  });
  test("may be missing: a warning", async () => {
    const { blocks, host: after } = await run(setup, "root nowhere", host());
    expect(blocks[0]?.settings.get(ROOT_FOLDER)).toBe("nowhere");
    expect(after.log.lines).toEqual(["[WARNING] plugin/root: Root path does not exist: nowhere"]);
  });
  test("that cannot be looked at is an error", async () => {
    const { messages } = await run(setup, "root db.example.org/zones", host());
    expect(messages).toEqual([
      "plugin/root: Corefile:2 - Error during parsing: unable to access root path 'db.example.org/zones': stat db.example.org/zones: not a directory",
    ]);
  });
  test("is that of the last use", async () => {
    const { blocks } = await run(setup, "root a\nroot b", host());
    expect(blocks[0]?.settings.get(ROOT_FOLDER)).toBe("b");
  });
});
