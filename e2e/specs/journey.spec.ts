/** The main job, end to end: a Corefile of many plugins is typed, asked, broken and mended, in a browser and over sockets. */

import { createSocket } from "node:dgram";
import { decode, encode, type Packet, RECURSION_DESIRED } from "dns-packet";
import { expect, resetWorkspace, test } from "../workspace.ts";

const COREFILE = `example.org:1053 {
    errors
    cache 60
    rewrite name exact old.example.org new.example.org
    hosts hosts.txt example.org {
        fallthrough
    }
    file zones/db.example.org
}

shop.test:1053 {
    template IN A {
        match ^item-(?P<n>[0-9]+)[.]shop[.]test[.]$
        answer "{{ .Name }} 60 IN A 198.51.100.{{ .Group.n }}"
        fallthrough
    }
    whoami
}

.:1053 {
    cache 30
    forward . 127.0.0.1:23053
}

.:23053 {
    bind 127.0.0.1
    erratic {
        drop 0
    }
}
`;

const FILES = {
  "hosts.txt": "192.0.2.10 pinned.example.org\n",
  "zones/db.example.org": [
    "$ORIGIN example.org.",
    "@ 300 IN SOA ns hostmaster 1 3600 600 86400 60",
    "@ 300 IN NS ns",
    "ns 300 IN A 192.0.2.53",
    "new 300 IN A 192.0.2.80",
    "",
  ].join("\n"),
};

interface Expected {
  readonly name: string;
  readonly zone: string;
  readonly plugin: string;
  readonly address: string;
  /** The file and line that decided. */
  readonly place: RegExp;
  readonly notReached: string | undefined;
}

const QUESTIONS: readonly Expected[] = [
  {
    name: "pinned.example.org",
    zone: "example.org.",
    plugin: "hosts",
    address: "192.0.2.10",
    place: /hosts\.txt:1/,
    notReached: "file",
  },
  {
    name: "ns.example.org",
    zone: "example.org.",
    plugin: "file",
    address: "192.0.2.53",
    place: /db\.example\.org:4/,
    notReached: undefined,
  },
  {
    name: "old.example.org",
    zone: "example.org.",
    plugin: "file",
    address: "192.0.2.80",
    place: /db\.example\.org:5/,
    notReached: undefined,
  },
  {
    name: "item-7.shop.test",
    zone: "shop.test.",
    plugin: "template",
    address: "198.51.100.7",
    place: /Corefile:1[1-5]/,
    notReached: "whoami",
  },
  {
    name: "www.example.net",
    zone: ".",
    plugin: "forward",
    address: "192.0.2.53",
    place: /Corefile:22/,
    notReached: undefined,
  },
];

test.beforeEach(async ({ studio }) => {
  resetWorkspace(FILES);
  await expect(studio.files).toContainText("hosts.txt");
});

test("five names: reply, plugin, line and what was not reached are right, and sockets tell the same", async ({
  studio,
}) => {
  await studio.serve(COREFILE);
  const port = await portOf(studio.status);
  for (const { name, zone, plugin, address, place, notReached } of QUESTIONS) {
    await studio.askFor(name);
    await expect(studio.announcement).toContainText(`answered by ${plugin}`);
    await expect(studio.reply).toContainText("NOERROR");
    await expect(studio.reply).toContainText(address);
    await expect(studio.why).toContainText(place);
    await expect(studio.node(plugin, zone)).toHaveAttribute("data-state", "answered");
    if (notReached !== undefined)
      await expect(studio.node(notReached, zone)).toHaveAttribute("data-state", "not-reached");
    expect(await addressOverSocket(name, port)).toBe(address);
  }
  await studio.askFor("www.example.net");
  await expect(studio.announcement).toContainText("answered by cache");
});

test("a Corefile that CoreDNS refuses is told in its words while the last good one serves; mended, it serves", async ({
  studio,
}) => {
  await studio.serve(COREFILE);
  const port = await portOf(studio.status);
  await studio.write(COREFILE.replace("    errors\n", "    erors\n"));
  await expect(studio.problems).toContainText("Corefile:2 - Error during parsing: Unknown directive 'erors'");
  await expect(studio.status).toContainText("earlier");
  expect(await addressOverSocket("pinned.example.org", port)).toBe("192.0.2.10");
  await studio.write(COREFILE.replace("cache 60", "cache 60 {\n        sucess 10\n    }"));
  await expect(studio.problems).toContainText("plugin/cache: Corefile:4");
  await studio.serve(COREFILE.replace("hosts.txt example.org {", "hosts.txt example.org {\n        ttl 33"));
  await studio.askFor("pinned.example.org");
  await expect(studio.reply).toContainText("33");
});

/** The real port behind dns://:1053, as the engine status tells it. */
async function portOf(status: { textContent(): Promise<string | null> }): Promise<number> {
  const text = (await status.textContent()) ?? "";
  const port = /dns:\/\/:1053\s*→\s*127\.0\.0\.1:(\d+)/.exec(text)?.[1];
  if (port === undefined) throw new Error(`no port in "${text}"`);
  return Number(port);
}

function addressOverSocket(name: string, port: number): Promise<string | undefined> {
  const socket = createSocket("udp4");
  const query: Packet = { type: "query", id: 4711, flags: RECURSION_DESIRED, questions: [{ type: "A", name }] };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no reply for ${name}`)), 5000);
    socket.once("message", (message) => {
      clearTimeout(timer);
      socket.close();
      const answer = decode(message).answers?.find(({ type }) => type === "A");
      resolve(answer !== undefined && "data" in answer ? String(answer.data) : undefined);
    });
    socket.send(encode(query), port, "127.0.0.1");
  });
}
