/** Which names autopath tries, for whom, and what goes back to the client. */
import { describe, expect, test } from "vitest";
import { nextOf, query, reply } from "../../chain/_test/messages.ts";
import type { Handler } from "../../chain/handler.ts";
import { answered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { Rcode, rcodeName } from "../../dns/iana/rcode.ts";
import { canonical, ROOT } from "../../dns/name/name.ts";
import { readModelCluster } from "../../kubernetes/model-cluster.ts";
import type { FakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { world } from "../_test/run.ts";
import { type Following, failing, replying, type Served, serve, streaming } from "../_test/serve.ts";
import { setup as erratic } from "../erratic/setup.ts";
import { setup as kubernetes } from "../kubernetes/setup.ts";
import { createAutopath } from "./handler.ts";
import { setup } from "./setup.ts";

const NXDOMAIN = { rcode: Rcode.NXDOMAIN };
const POD = `
kind: Pod
metadata: {name: web-0, namespace: shop}
status: {phase: Running, podIPs: [{ip: 192.0.2.7}]}
`;

const FILES = {
  "resolv.conf": "nameserver 192.0.2.53\nsearch a.test b.test\n",
  "none.conf": "nameserver 192.0.2.53\n",
};

/** The handler of autopath in a block that has started. */
async function started(lines: string, host: FakeHost = world(FILES)): Promise<Handler> {
  const { model } = readModelCluster([{ file: "cluster/shop.yaml", text: POD }]);
  const clusters = { model, follow: () => () => undefined };
  const { blocks, lifeCycle, messages } = setUp(`.:53 {\n${lines}\n}`, [setup, kubernetes, erratic], {
    ...host,
    clusters,
  });
  await lifeCycle.start();
  const [link] = blocks[0]?.chain.links ?? [];
  if (link === undefined) throw new Error(messages.join("; "));
  return link.handler;
}

/** The next plugins know these names, and deny all others. */
function knowing(names: Readonly<Record<string, Following>>, tried: string[] = []): Following {
  return (asked) => {
    tried.push(asked.originalName);
    return (names[asked.originalName] ?? replying(NXDOMAIN))(asked);
  };
}

const address = (name: string): Following => replying({ answer: [`${name} 60 IN A 192.0.2.1`] });
const asking = (name: string, client = "192.0.2.99"): Query =>
  query(`${name} A`, {}, { client: { address: client, port: 40_000 } });

async function asked(name: string, then: Following, lines = "autopath resolv.conf"): Promise<Served> {
  return serve(await started(lines), asking(name), then);
}

describe("the names that are tried", () => {
  const cases: Readonly<Record<string, readonly [question: string, names: string[], tried: readonly string[]]>> = {
    "end with the first that is there": ["www.x.a.test.", ["www.x.b.test."], ["www.x.a.test.", "www.x.b.test."]],
    "are only the first when it is there": ["www.a.test.", ["www.a.test."], ["www.a.test."]],
    "end with the name without a domain": ["www.a.test.", [], ["www.a.test.", "www.b.test.", "www."]],
    "keep the case of what is asked": ["WWW.A.Test.", [], ["WWW.a.test.", "WWW.b.test.", "WWW."]],
    "are none for a name in another domain": ["www.b.test.", [], ["www.b.test."]],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, there, expected]) => {
    const tried: string[] = [];
    await asked(question, knowing(Object.fromEntries(there.map((name) => [name, address(name)])), tried));
    expect(tried).toEqual(expected);
  });

  test("are of the zones of the last use", async () => {
    const lines = "autopath a.test resolv.conf\nautopath b.test resolv.conf";
    const { verdict, sentence } = await asked("www.a.test.", replying(NXDOMAIN), lines);
    expect([verdict, sentence]).toEqual(["not in scope", "www.a.test. is in none of the zones b.test."]);
  });

  test("are told with what came of them, and the line of the search path", async () => {
    const served = await asked("www.a.test.", knowing({ "www.a.test.": failing(Rcode.SERVFAIL) }));
    expect(served.notes).toEqual([
      "the search path in resolv.conf is a.test. b.test.",
      "tried www.a.test.: no reply, only the code SERVFAIL",
      "tried www.b.test.: NXDOMAIN",
      "tried www.: NXDOMAIN",
    ]);
    expect([served.rule?.file, served.rule?.start.line]).toEqual(["resolv.conf", 2]);
  });
});

describe("the reply", () => {
  test("is that to the first name that is there, behind an alias", async () => {
    const served = await asked("WWW.a.test.", knowing({ "WWW.b.test.": address("www.b.test.") }));
    expect(served.answer).toEqual(["WWW.a.test. 60 IN CNAME www.b.test.", "www.b.test. 60 IN A 192.0.2.1"]);
    expect(served.message?.question[0]?.name).toBe("WWW.a.test.");
    expect([served.verdict, served.wayBack, served.outcome.answeredBy]).toEqual([
      "changed",
      "changed: a CNAME record leads from WWW.a.test., which was asked, to www.b.test.",
      "next",
    ]);
    expect(served.sentence).toBe("WWW.b.test. is the first name of the search path whose reply is not NXDOMAIN");
  });
  test("without records ends the search, and has no alias", async () => {
    const { answer, message } = await asked("www.a.test.", knowing({ "www.b.test.": replying() }));
    expect([answer, message?.rcode, message?.question[0]?.name]).toEqual([[], Rcode.NOERROR, "www.a.test."]);
  });
  test("to the first name is left as it is", async () => {
    const { answer, verdict, wayBack } = await asked("www.a.test.", knowing({ "www.a.test.": address("www.a.test.") }));
    expect([answer, verdict, wayBack]).toEqual([["www.a.test. 60 IN A 192.0.2.1"], "passed", undefined]);
  });
  test("is the first when no name is there", async () => {
    const first = replying({ ...NXDOMAIN, authority: ["a.test. 60 IN NS ns.a.test."] });
    const { message, sentence, wayBack } = await asked("www.a.test.", knowing({ "www.a.test.": first }));
    expect([message?.rcode, message?.authority.length]).toEqual([Rcode.NXDOMAIN, 1]);
    expect(sentence).toBe("none of the 3 names of the search path was found, so what came of the first one counts");
    expect(wayBack).toBe("changed: this is the reply to www.a.test., the first name that was tried");
  });
  test("is none when the first name had none", async () => {
    const { outcome, wayBack } = await asked("www.a.test.", knowing({ "www.a.test.": failing(Rcode.REFUSED) }));
    expect([outcome.rcode, outcome.reply, wayBack]).toEqual([Rcode.REFUSED, undefined, undefined]);
  });
  test("with a code that says nothing was written is passed over", async () => {
    const written: Following = ({ request }) => answered("next", Reply.of(reply(request)), Rcode.SERVFAIL);
    const { answer } = await asked("www.a.test.", knowing({ "www.a.test.": written, "www.": address("www.") }));
    expect(answer).toEqual(["www.a.test. 60 IN CNAME www.", "www. 60 IN A 192.0.2.1"]);
  });
  test("that fails with an error ends the search", async () => {
    const tried: string[] = [];
    const names = { "www.b.test.": failing(Rcode.SERVFAIL, "plugin/next: broken"), "www.": address("www.") };
    const { outcome, verdict, sentence } = await asked("www.a.test.", knowing(names, tried));
    expect([rcodeName(outcome.rcode), outcome.error?.text, outcome.reply, tried.length]).toEqual([
      "SERVFAIL",
      "plugin/next: broken",
      undefined,
      2,
    ]);
    expect([verdict, sentence]).toEqual([
      "failed",
      "trying www.b.test. gave an error, which ends the search: plugin/next: broken",
    ]);
  });
  test("may come later", async () => {
    const later: Following = (of) => Promise.resolve().then(() => address("www.b.test.")(of));
    expect((await asked("www.a.test.", knowing({ "www.b.test.": later }))).answer.length).toBe(2);
  });
  test("of many messages is the last of them", async () => {
    const many = streaming({ answer: ["www.b.test. 1 IN A 192.0.2.1"] }, { answer: ["www.b.test. 2 IN A 192.0.2.2"] });
    expect((await asked("www.a.test.", knowing({ "www.b.test.": many }))).answer).toEqual([
      "www.a.test. 2 IN CNAME www.b.test.",
      "www.b.test. 2 IN A 192.0.2.2",
    ]);
  });
});

test("the first domain itself fails, as in CoreDNS", async () => {
  const { outcome, verdict } = await asked("A.test.", replying());
  expect([outcome.rcode, outcome.error?.text, verdict]).toEqual([
    Rcode.SERVFAIL,
    "trimzone: overshot qname: A.test.for zone a.test.",
    "failed",
  ]);
});

test("reasons are asked for only when somebody watches", async () => {
  const paths = {
    pathOf: () => [canonical(asking("a.test.").originalName)],
    because: () => {
      throw new Error("nobody watches");
    },
  };
  const handler = createAutopath({ zones: [ROOT], paths: () => paths, missing: "" }, world().metrics);
  const tried: string[] = [];
  const next = nextOf(knowing({}, tried));
  for (const name of ["www.a.test.", "www.b.test.", "a.test."]) await handler.serve(asking(name), next, undefined);
  expect(tried).toEqual(["www.a.test.", "www.", "www.b.test."]);
});

test("searches that find a name are counted, by server", async () => {
  const host = world(FILES);
  const handler = await started("autopath resolv.conf", host);
  const next = knowing({ "www.a.test.": address("www.a.test."), "x.b.test.": address("x.b.test.") });
  for (const name of ["www.a.test.", "x.a.test.", "nope.a.test.", "www.b.test."])
    await serve(handler, asking(name), next);
  expect(host.metrics.of("coredns_autopath_success_total")).toEqual({ "dns://:53": 2 });
});

describe("without a search path the query goes on", () => {
  const cases: Readonly<Record<string, readonly [lines: string, question: string, sentence: string]>> = {
    "when the file has none": [
      "autopath none.conf",
      "www.a.test.",
      "none.conf has no search path, so no other names are tried",
    ],
    "when the plugin is not there": [
      "autopath @kubernetes",
      "www.a.test.",
      "the server block has no plugin kubernetes, so no search path is known and no other names are tried",
    ],
    "when kubernetes does not know pods": [
      "autopath @kubernetes\nkubernetes cluster.local",
      "web.shop.svc.cluster.local.",
      "pods is disabled, so kubernetes does not know which pod asks and no other names are tried: autopath needs pods verified",
    ],
    "when no pod asks": [
      "autopath @kubernetes\nkubernetes cluster.local {\npods verified\n}",
      "web.shop.svc.cluster.local.",
      "no pod has the address 192.0.2.99, so no other names are tried",
    ],
    "when the name is not the cluster's": [
      "autopath @kubernetes\nkubernetes cluster.local {\npods verified\n}",
      "www.example.org.",
      "www.example.org. is in none of the zones cluster.local. of kubernetes, so no other names are tried",
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [lines, question, expected]) => {
    const tried: string[] = [];
    const { sentence, verdict } = await asked(question, knowing({}, tried), lines);
    expect([verdict, sentence, tried]).toEqual(["passed", expected, [question]]);
  });
});

describe("plugins that know search paths", () => {
  const POD_BLOCK = "autopath @kubernetes\nkubernetes cluster.local {\npods verified\n}";
  test("kubernetes: that of the pod's namespace, and then this machine's", async () => {
    const tried: string[] = [];
    const handler = await started(POD_BLOCK, world({ "/etc/resolv.conf": "search Example.org lan\n" }));
    const question = asking("db.data.shop.svc.cluster.local.", "192.0.2.7");
    const { notes, rule } = await serve(handler, question, knowing({}, tried));
    expect(tried).toEqual([
      "db.data.shop.svc.cluster.local.",
      "db.data.svc.cluster.local.",
      "db.data.cluster.local.",
      "db.data.example.org.",
      "db.data.lan.",
      "db.data.",
    ]);
    expect(notes[0]).toBe("the pod shop/web-0 asks from 192.0.2.7, and the search path is that of its namespace");
    expect([rule?.file, rule?.start.line]).toEqual(["cluster/shop.yaml", 3]);
  });
  test("kubernetes: nothing for a name in another namespace's domain", async () => {
    const question = asking("db.data.svc.cluster.local.", "192.0.2.7");
    const { verdict, sentence } = await serve(await started(POD_BLOCK), question, replying(NXDOMAIN));
    expect([verdict, sentence]).toEqual([
      "passed",
      "db.data.svc.cluster.local. is not below shop.svc.cluster.local., the first domain of the search path, so no other names are tried",
    ]);
  });
  test("erratic: the same for everybody", async () => {
    const tried: string[] = [];
    await asked("www.a.example.org.", knowing({}, tried), "autopath @erratic\nerratic");
    expect(tried).toEqual(["www.a.example.org.", "www.b.example.org.", "www."]);
  });
  test("a plugin is asked even where a file is named too", async () => {
    const tried: string[] = [];
    await asked("www.a.test.", knowing({}, tried), "autopath @erratic\nautopath resolv.conf\nerratic");
    expect(tried).toEqual(["www.a.test."]);
  });
});
