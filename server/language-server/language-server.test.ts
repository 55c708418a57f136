import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  type Diagnostic,
  DidOpenTextDocumentNotification,
  DocumentFormattingRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  type InitializeResult,
  InlayHintRequest,
  PrepareRenameRequest,
  PublishDiagnosticsNotification,
  type Range,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
} from "vscode-languageserver/node";
import { Editor, marked } from "./_test/client.ts";

/** One that has the folder of all tests open, and one that has no folder open. */
const inFolder = new Editor();
const outside = new Editor();
let hello: InitializeResult;
let count = 0;

beforeAll(async () => {
  hello = await inFolder.start();
  await outside.start({ isInFolder: false });
});

afterEach(async () => {
  await inFolder.closeAll();
  await outside.closeAll();
});

afterAll(async () => {
  for (const editor of [inFolder, outside]) {
    expect(await editor.stop()).toBe(0);
    expect(editor.errors).toBe("");
  }
});

/** An editor's methods, in a folder of its own with these files. */
function start(files: Readonly<Record<string, string>>, editor = inFolder) {
  count += 1;
  const folder = count;
  const at = (path: string): string => `${folder}/${path}`;
  editor.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [at(path), text])));
  return {
    connection: editor.connection,
    uri: (path: string) => editor.uri(at(path)),
    open: (path: string, text: string, languageId?: string) => editor.open(at(path), text, languageId),
    change: (path: string, range: Range, text: string) => editor.change(at(path), range, text),
    close: (path: string) => editor.close(at(path)),
    diagnostics: (path: string, isRight: (found: readonly Diagnostic[]) => boolean) =>
      editor.diagnostics(at(path), isRight),
  };
}

const ZONE = "$TTL 3600\n@ SOA ns admin 1 7200 3600 1209600 300\n@ NS ns\nns A 192.0.2.53\n";
const COREFILE = "example.org {\n    file db.example.org\n}\n";

/** Each diagnostic as `line:character message`. */
const shown = (found: readonly Diagnostic[]): readonly string[] =>
  found.map(({ range: { start }, message }) => `${start.line}:${start.character} ${String(message).split("\n")[0]}`);

test("tells what it can", () => {
  expect(hello.serverInfo?.name).toBe("corefile-studio");
  expect(hello.capabilities).toMatchObject({
    positionEncoding: "utf-16",
    hoverProvider: true,
    foldingRangeProvider: true,
  });
});

test("problems of a Corefile arrive, and go when they are mended", async () => {
  const { open, change, diagnostics } = start({});
  await open("Corefile", ". {\n    fooo\n}\n");
  expect(shown(await diagnostics("Corefile", (found) => found.length > 0))).toEqual([
    "1:4 Corefile:2 - Error during parsing: Unknown directive 'fooo'",
  ]);
  await change("Corefile", { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } }, "whoami");
  expect(await diagnostics("Corefile", (found) => found.length === 0)).toEqual([]);
});

test("problems are those of the release that studio.yaml names, as it is typed", async () => {
  const { open, change, diagnostics } = start({ "studio.yaml": "release: 1.11.3\n" });
  await open("Corefile", ". {\n    multisocket\n    whoami\n}\n");
  const [found] = await diagnostics("Corefile", (list) => list.length > 0);
  expect(found?.message).toBe(
    "Corefile:2 - Error during parsing: Unknown directive 'multisocket'\nmultisocket came with CoreDNS 1.12.0; this folder is for 1.11.3.",
  );
  await open("studio.yaml", "release: 1.11.3\n", "yaml");
  await change("studio.yaml", { start: { line: 0, character: 12 }, end: { line: 0, character: 15 } }, "2.0");
  expect(await diagnostics("Corefile", (list) => list.length === 0)).toEqual([]);
});

test("a record of a zone file is told in that file, as it is typed and before it is saved", async () => {
  const { open, change, diagnostics } = start({ Corefile: COREFILE, "db.example.org": ZONE });
  await open("db.example.org", ZONE, "dns-zone");
  await change(
    "db.example.org",
    { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } },
    "ü A 192.0.2.300\n",
  );
  expect(shown(await diagnostics("db.example.org", (found) => found.length > 0))).toEqual([
    '4:4 plugin/file: failed to parse file "db.example.org" for origin example.org. with error db.example.org: dns: bad A A: "192.0.2.300" at line: 5:16',
  ]);
});

test("problems of files that are not open are told, too", async () => {
  const files = { Corefile: "import more\n", more: ". {\n    nonsense\n}\n" };
  const { open, diagnostics } = start(files);
  await open("Corefile", files.Corefile);
  const found = await diagnostics("more", (list) => list.length > 0);
  expect(found[0]?.message).toContain("Unknown directive 'nonsense'");
});

test("a document outside of any folder finds the Corefile beside it", async () => {
  const files = { Corefile: "example.net {\n    file table\n}\n", table: ZONE };
  const { open, diagnostics } = start(files, outside);
  await open("table", `${ZONE}x A y\n`, "plaintext");
  expect((await diagnostics("table", (found) => found.length > 0))[0]?.message).toContain("for origin example.net.");
});

test("what only may be a part of a Corefile is no Corefile by itself", async () => {
  const files = {
    Corefile: "import conf.d/*.conf\n",
    "conf.d/one.conf": ". {\n    fooo\n}\n",
    "other.conf": "server {\n",
  };
  const { open, diagnostics } = start(files);
  await open("other.conf", files["other.conf"], "plaintext");
  await open("conf.d/one.conf", files["conf.d/one.conf"], "plaintext");
  expect((await diagnostics("conf.d/one.conf", (found) => found.length > 0)).length).toBe(1);
  expect(await diagnostics("other.conf", () => true)).toEqual([]);
});

test("each zone file has its own Corefile", async () => {
  const files = {
    "one/Corefile": "example.org {\n    file db\n}\n",
    "one/db": ZONE,
    "two/Corefile": "example.net {\n    file db\n}\n",
    "two/db": ZONE,
  };
  const { open, diagnostics } = start(files);
  await open("one/db", `${ZONE}x A y\n`, "plaintext");
  await open("two/db", `${ZONE}x A y\n`, "plaintext");
  expect((await diagnostics("one/db", (found) => found.length > 0))[0]?.message).toContain("example.org.");
  expect((await diagnostics("two/db", (found) => found.length > 0))[0]?.message).toContain("example.net.");
});

test("closed documents have no problems left", async () => {
  const { open, close, diagnostics } = start({});
  await open("Corefile", ". {\n    fooo\n}\n");
  await diagnostics("Corefile", (found) => found.length > 0);
  await close("Corefile");
  expect(await diagnostics("Corefile", (found) => found.length === 0)).toEqual([]);
});

test("completion, hover and argument hints", async () => {
  const { open, connection, uri } = start({});
  const { text, position } = marked(". {\n    cache 30\n    fo|\n}\n");
  await open("Corefile", text);
  const at = { textDocument: { uri: uri("Corefile") }, position };
  const list = await connection.sendRequest(CompletionRequest.type, at);
  const items = Array.isArray(list) ? list : (list?.items ?? []);
  const forward = items.find(({ label }) => label === "forward");
  expect(forward?.textEdit).toMatchObject({
    insert: { start: { line: 2, character: 4 }, end: { line: 2, character: 6 } },
  });
  const hover = await connection.sendRequest(HoverRequest.type, { ...at, position: { line: 1, character: 5 } });
  expect(hover?.range).toEqual({ start: { line: 1, character: 4 }, end: { line: 1, character: 9 } });
  const help = await connection.sendRequest(SignatureHelpRequest.type, { ...at, position: { line: 1, character: 10 } });
  expect(help?.signatures[0]?.label).toContain("cache");
});

test("completion and hover in a zone file", async () => {
  const { open, connection, uri } = start({ Corefile: COREFILE });
  const { text, position } = marked(`${ZONE}www |`);
  await open("db.example.org", text, "dns-zone");
  const at = { textDocument: { uri: uri("db.example.org") }, position };
  const list = await connection.sendRequest(CompletionRequest.type, at);
  const items = Array.isArray(list) ? list : (list?.items ?? []);
  expect(items.find(({ label }) => label === "MX")?.insertTextFormat).toBe(2);
  const hover = await connection.sendRequest(HoverRequest.type, { ...at, position: { line: 4, character: 1 } });
  expect(hover?.contents).toMatchObject({ value: "Owner name: `www.example.org.`" });
});

test("definitions, uses and renaming of snippets, over files", async () => {
  const files = { Corefile: "(common) {\n    errors\n}\nimport more\n", more: ". {\n    import common\n}\n" };
  const { open, connection, uri } = start(files);
  await open("Corefile", files.Corefile);
  await open("more", files.more);
  const at = { textDocument: { uri: uri("more") }, position: { line: 1, character: 13 } };
  expect(await connection.sendRequest(DefinitionRequest.type, at)).toMatchObject([{ targetUri: uri("Corefile") }]);
  const uses = await connection.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration: true } });
  expect(uses?.map((use) => use.uri).sort()).toEqual([uri("Corefile"), uri("more")]);
  expect(await connection.sendRequest(PrepareRenameRequest.type, at)).toMatchObject({ placeholder: "common" });
  const edit = await connection.sendRequest(RenameRequest.type, { ...at, newName: "shared" });
  expect(Object.keys(edit?.changes ?? {}).sort()).toEqual([uri("Corefile"), uri("more")]);
  await expect(connection.sendRequest(RenameRequest.type, { ...at, newName: "a b" })).rejects.toThrow();
});

test("outline, folding, selections, links and colours", async () => {
  const files = { Corefile: COREFILE, "db.example.org": ZONE };
  const { open, connection, uri } = start(files);
  await open("Corefile", COREFILE);
  await open("db.example.org", ZONE, "dns-zone");
  const textDocument = { uri: uri("Corefile") };
  const zone = { uri: uri("db.example.org") };
  expect(await connection.sendRequest(DocumentSymbolRequest.type, { textDocument })).toMatchObject([
    { name: "example.org", children: [{ name: "file" }] },
  ]);
  expect(
    (await connection.sendRequest(DocumentSymbolRequest.type, { textDocument: zone }))?.map(({ name }) => name),
  ).toEqual(["$TTL", "@", "ns"]);
  expect(await connection.sendRequest(FoldingRangeRequest.type, { textDocument })).toEqual([
    { startLine: 0, endLine: 1 },
  ]);
  const positions = [{ line: 1, character: 6 }];
  expect(
    (await connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions }))?.[0]?.parent,
  ).toBeDefined();
  expect(await connection.sendRequest(DocumentLinkRequest.type, { textDocument })).toMatchObject([
    { target: zone.uri },
  ]);
  for (const document of [textDocument, zone]) {
    const tokens = await connection.sendRequest(SemanticTokensRequest.type, { textDocument: document });
    expect((tokens?.data.length ?? 0) % 5).toBe(0);
    expect(tokens?.data.length).toBeGreaterThan(0);
  }
});

test("places in the chain as inlay hints, of the lines that are asked for", async () => {
  const { open, connection, uri } = start({ "common.conf": "errors\n" });
  await open("Corefile", ". {\n    whoami\n    import common.conf\n    cache\n    health\n}\n");
  const textDocument = { uri: uri("Corefile") };
  const hints = (first: number, last: number) =>
    connection.sendRequest(InlayHintRequest.type, {
      textDocument,
      range: { start: { line: first, character: 0 }, end: { line: last, character: 0 } },
    });
  expect(hello.capabilities.inlayHintProvider).toBe(true);
  expect(await hints(0, 6)).toMatchObject([
    { position: { line: 1, character: 10 }, label: "3rd of 3 in the chain" },
    { position: { line: 3, character: 9 }, label: "2nd of 3 in the chain" },
  ]);
  expect(await hints(2, 3)).toMatchObject([{ position: { line: 3, character: 9 } }]);
});

test("formatting", async () => {
  const { open, connection, uri } = start({});
  await open("Corefile", ".   {\nwhoami\n}\n");
  const edits = await connection.sendRequest(DocumentFormattingRequest.type, {
    textDocument: { uri: uri("Corefile") },
    options: { tabSize: 4, insertSpaces: true },
  });
  expect(edits?.length).toBeGreaterThan(0);
  await open("db.example.org", "a   60 A 192.0.2.1\n", "dns-zone");
  const zone = { textDocument: { uri: uri("db.example.org") }, options: { tabSize: 4, insertSpaces: true } };
  expect(await connection.sendRequest(DocumentFormattingRequest.type, zone)).toMatchObject([
    { newText: "a 60 A 192.0.2.1" },
  ]);
  await open("hosts", "192.0.2.1   a\n", "hosts");
  const hosts = { textDocument: { uri: uri("hosts") }, options: { tabSize: 4, insertSpaces: true } };
  expect(await connection.sendRequest(DocumentFormattingRequest.type, hosts)).toMatchObject([
    { newText: "192.0.2.1 a" },
  ]);
});

test("quick fixes", async () => {
  const { open, connection, uri, diagnostics } = start({ Corefile: COREFILE });
  await open("db.example.org", `${ZONE}www CNAME ns.example.org\n`, "dns-zone");
  const [found] = await diagnostics("db.example.org", (list) => list.length > 0);
  const range = found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const textDocument = { uri: uri("db.example.org") };
  const context = { diagnostics: [] };
  expect(await connection.sendRequest(CodeActionRequest.type, { textDocument, range, context })).toMatchObject([
    { title: "Write ns.example.org.", edit: { changes: { [textDocument.uri]: [{ newText: "ns.example.org." }] } } },
  ]);
});

test("a cluster that is wanted and not there, and what would stand for one", async () => {
  const corefile = ".:53 {\n    rewrite name exact a.example \n    kubernetes cluster.local\n}\n";
  const { open, connection, uri, diagnostics } = start({ Corefile: corefile });
  await open("Corefile", corefile);
  const isWanting = (list: readonly Diagnostic[]): boolean => list.some(({ code }) => code === "no-cluster");
  const found = (await diagnostics("Corefile", isWanting)).find(({ code }) => code === "no-cluster");
  expect(found?.range.start.line).toBe(2);
  const textDocument = { uri: uri("Corefile") };
  const range = found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const asked = { textDocument, range, context: { diagnostics: [] } };
  const actions = await connection.sendRequest(CodeActionRequest.type, asked);
  expect(actions?.map(({ title }) => title)).toContain("Use a model cluster");
});

test("names of a model cluster, and what is wrong with its manifests", async () => {
  const corefile = ".:53 {\n    rewrite name exact a.example \n    kubernetes cluster.local\n}\n";
  const manifest = "kind: Service\nmetadata: {name: web, namespace: shop}\n";
  const { open, connection, uri, diagnostics } = start({ Corefile: corefile, "cluster/shop.yaml": manifest });
  await open("Corefile", corefile);
  const told = await diagnostics("cluster/shop.yaml", (list) => list.length > 0);
  expect(shown(told)).toEqual(["1:17 cluster/shop.yaml:2: the Service shop/web has no ports; a cluster refuses it"]);
  const position = { line: 1, character: 33 };
  const list = await connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: uri("Corefile") },
    position,
  });
  const items = Array.isArray(list) ? list : (list?.items ?? []);
  expect(items.map(({ label }) => label)).toContain("web.shop.svc.cluster.local");
});

test("documents that are no files, each by itself, and places that are not there", async () => {
  const { connection } = start({}, outside);
  const uris = ["untitled:Untitled-1", "git:/x/Corefile?ref", "file://server/share/Corefile"];
  const told = new Map<string, number>();
  const all = Promise.withResolvers<void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    told.set(uri, diagnostics.length);
    if (uris.every((one) => told.has(one))) all.resolve();
  });
  for (const [index, uri] of uris.entries()) {
    const text = `. {\n    nonsense${index}\n}\n`;
    const textDocument = { uri, languageId: "corefile", version: 1, text };
    await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }
  await all.promise;
  expect([...told.values()]).toEqual([1, 1, 1]);
  for (const uri of [...uris, "file:///not/open/Corefile", ""]) {
    const at = { textDocument: { uri }, position: { line: 99, character: 99 } };
    await connection.sendRequest(HoverRequest.type, at);
    await connection.sendRequest(CompletionRequest.type, at);
    await connection.sendRequest(FoldingRangeRequest.type, at);
  }
});
