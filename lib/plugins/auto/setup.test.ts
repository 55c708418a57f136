/** Folders that auto is to look into, as set-up finds them. */
import { expect, test } from "vitest";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { FakeFiles } from "../_test/fake-files.ts";
import { setup as root } from "../root/setup.ts";
import { setup } from "./setup.ts";

function configured(folder: string, before = "") {
  const files = new FakeFiles({ plain: "a file", "zones/plain": "a file" });
  files.makeFolder("zones");
  const text = `example.org {\n${before}\nauto {\ndirectory ${folder}\n}\n}`;
  return setUp(text, [root, setup], { ...fakeHost(), files });
}

test("a folder is taken", () => {
  const { problems, host } = configured("zones");
  expect([problems, host.log.lines]).toEqual([[], []]);
});
test("a folder that is not there is warned of", () => {
  const { messages, host } = configured("absent");
  expect(messages).toEqual([]);
  expect(host.log.lines).toEqual(["[WARNING] plugin/auto: Directory does not exist: absent"]);
});
test("a file is taken for a folder", () => expect(configured("plain").messages).toEqual([]));
test("nothing is below a file", () =>
  expect(configured("plain/zones").problems[0]).toMatchObject({
    cause: "here",
    message:
      "plugin/auto: Corefile:4 - Error during parsing: Unable to access root path 'plain/zones': stat plain/zones: not a directory",
  }));
test("relative folders are below root", () =>
  expect(configured("./plain/x", "root zones").messages).toEqual([
    "plugin/auto: Corefile:4 - Error during parsing: Unable to access root path 'zones/plain/x': stat zones/plain/x: not a directory",
  ]));
