/** What `npm start` and `npm run dev` make of the environment. */
import { hostname } from "node:os";
import { describe, expect, it } from "vitest";

interface Options {
  readonly address: string;
  readonly shown: string;
  readonly port: number;
  readonly token: string | undefined;
}
interface OptionsModule {
  readOptions(given: object): Promise<Options>;
  describeServer(
    options: Options,
    environment: object,
  ): { readonly environment: Record<string, string>; readonly url: string };
}

const MODULE = new URL("./options.mjs", import.meta.url).href;
const { readOptions, describeServer }: OptionsModule = await import(MODULE);
const TOKEN = "0123456789abcdef";

const read = (environment: object) => readOptions({ args: [], environment, help: "" });

/** Environments, and what comes of them: address, shown host and whether a token is needed; or why they are refused. */
const ENVIRONMENTS: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
  [{}, "127.0.0.1 127.0.0.1"],
  [{ HOST: "" }, "127.0.0.1 127.0.0.1"],
  [{ HOST: " " }, "127.0.0.1 127.0.0.1"],
  [{ HOST: "127.0.0.1", COREFILE_STUDIO_TOKEN: "" }, "127.0.0.1 127.0.0.1"],
  [{ HOST: "127.0.0.2" }, "127.0.0.2 127.0.0.2"],
  [{ HOST: "::1" }, "::1 [::1]"],
  [{ HOST: "[::1]" }, "::1 [::1]"],
  [{ HOST: "0:0:0:0:0:0:0:1" }, "::1 [::1]"],
  [{ HOST: "localhost" }, "127.0.0.1 localhost"],
  [{ HOST: "0.0.0.0" }, `0.0.0.0 ${hostname()} token`],
  [{ HOST: "0.0.0.0", COREFILE_STUDIO_TOKEN: "" }, `0.0.0.0 ${hostname()} token`],
  [{ HOST: "0.0.0.0", COREFILE_STUDIO_TOKEN: TOKEN }, `0.0.0.0 ${hostname()} ${TOKEN}`],
  [{ HOST: "[0:0::0]" }, `:: ${hostname()} token`],
  [{ HOST: "192.0.2.1" }, "192.0.2.1 192.0.2.1 token"],
  [{ HOST: "2001:DB8::1" }, "2001:db8::1 [2001:db8::1] token"],
  [{ HOST: "::ffff:127.0.0.1" }, "::ffff:7f00:1 [::ffff:7f00:1] token"],
  [{ COREFILE_STUDIO_TOKEN: TOKEN }, `127.0.0.1 127.0.0.1 ${TOKEN}`],
  [{ HOST: "127.1" }, "HOST=127.1 is neither an address nor the name of a host"],
  [{ HOST: "0" }, "HOST=0 is neither an address nor the name of a host"],
  [{ HOST: "0x7f000001" }, "HOST=0x7f000001 is neither an address nor the name of a host"],
  [{ HOST: "127.0.0.01" }, "HOST=127.0.0.01 is neither an address nor the name of a host"],
  [{ HOST: "127.0.0.1:3000" }, "HOST=127.0.0.1:3000 is neither an address nor the name of a host"],
  [{ HOST: "no.such.host.invalid" }, "HOST=no.such.host.invalid: no such host"],
  [{ COREFILE_STUDIO_TOKEN: "short" }, "COREFILE_STUDIO_TOKEN has 5 characters and can be guessed"],
  [{ HOST: "0.0.0.0", COREFILE_STUDIO_TOKEN: "short" }, "COREFILE_STUDIO_TOKEN has 5 characters and can be guessed"],
  [{ COREFILE_STUDIO_TOKEN: "0123456789abcdef; Path=/" }, "COREFILE_STUDIO_TOKEN may have letters, digits"],
  [{ PORT: "0" }, "PORT=0 is no port"],
  [{ PORT: "3e3" }, "PORT=3e3 is no port"],
];

describe("the environment", () => {
  it.each(ENVIRONMENTS)("%j: %s", async (environment, expected) => {
    const outcome = await read(environment).then(
      ({ address, shown, token }) =>
        [address, shown, ...(token === undefined ? [] : [token === TOKEN ? TOKEN : "token"])].join(" "),
      (error: Error) => error.message,
    );
    // A refusal goes on to say what to do.
    const isRefusal = /^(?:HOST|PORT|COREFILE_STUDIO_TOKEN)\b/.test(outcome);
    expect(isRefusal ? outcome.slice(0, expected.length) : outcome).toBe(expected);
  });
  it("makes a token that nobody guesses, another one each time", async () => {
    const tokens = await Promise.all([read({ HOST: "::" }), read({ HOST: "::" })]);
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(2);
    for (const { token } of tokens) expect(token).toMatch(/^[\w-]{24}$/);
  });
  it("reaches the server with what was read, and with no empty token", async () => {
    const environment = { HOST: "", COREFILE_STUDIO_TOKEN: "", HOME: "/home" };
    const server = describeServer(await read(environment), environment);
    expect(server).toMatchObject({ url: "http://127.0.0.1:3000", environment: { HOST: "127.0.0.1", HOME: "/home" } });
    expect(server.environment).not.toHaveProperty("COREFILE_STUDIO_TOKEN");
  });
});
