import { networkInterfaces } from "node:os";
import { expect, test, vi } from "vitest";
import { identityOf } from "./identity.ts";

vi.mock("node:os", async (original) => {
  const os = await original<typeof import("node:os")>();
  return { ...os, networkInterfaces: vi.fn(os.networkInterfaces) };
});

test("while the system does not tell of its interfaces, they are what they were", () => {
  const identity = identityOf({});
  const before = identity.interfaces();
  expect(before.length).toBeGreaterThan(0);
  vi.mocked(networkInterfaces).mockImplementationOnce(() => {
    throw new Error("uv_interface_addresses returned Unknown system error 24");
  });
  expect(identity.interfaces()).toEqual(before);
});
