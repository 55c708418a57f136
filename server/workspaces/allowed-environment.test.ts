import { expect, it } from "vitest";
import { allowedEnvironment } from "./allowed-environment.ts";

const process = { POD_IP: "192.0.2.10", EMPTY: "", GONE: undefined, COREFILE_STUDIO_TOKEN: "secret", HOME: "/home/me" };
const cases: Readonly<Record<string, readonly [setting: string | undefined, Readonly<Record<string, string>>]>> = {
  "lets nothing through by itself": [undefined, {}],
  "lets through what is named": ["POD_IP", { POD_IP: "192.0.2.10" }],
  "lets an empty value through": ["EMPTY", { EMPTY: "" }],
  "leaves out what is not set": ["POD_IP,NOWHERE,GONE,toString,__proto__", { POD_IP: "192.0.2.10" }],
  "never lets the studio's own through": ["COREFILE_STUDIO_TOKEN,COREFILE_STUDIO_ENVIRONMENT", {}],
};
it.each(Object.entries(cases))("%s", (_, [setting, environment]) => {
  expect(allowedEnvironment({ ...process, COREFILE_STUDIO_ENVIRONMENT: setting })).toEqual(environment);
});
