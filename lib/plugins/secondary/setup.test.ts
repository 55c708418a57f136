import { expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

test("no primary is asked at set-up, and this engine does not transfer zones in yet", () => {
  const { problems, host } = setUp("example.org {\nsecondary {\ntransfer from 192.0.2.1\n}\n}", [setup]);
  expect(problems).toMatchObject([
    {
      severity: "warning",
      cause: "engine",
      message: "plugin/secondary: the built-in engine does not run this plugin yet",
    },
  ]);
  expect(host.exchange.connected).toEqual([]);
});
