import { afterEach, expect, test } from "vitest";
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
  PrepareRenameRequest,
  PublishDiagnosticsNotification,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
} from "vscode-languageserver/node";
import { Editor, marked } from "./_test/client.ts";

let editor: Editor | undefined;

afterEach(async () => {
  const running = editor;
  editor = undefined;
  if (running === undefined) return;
  expect(await running.stop()).toBe(0);
  expect(running.errors).toBe("");
});

/** Opens an editor on these files. */
async function start(files: Readonly<Record<string, string>>, options = {}): Promise<Editor> {
  editor = new Editor(files);
  await editor.start(options);
  return editor;
}

const ZONE = "$TTL 3600\n@ SOA ns admin 1 7200 3600 1209600 300\n@ NS ns\nns A 192.0.2.53\n";
const COREFILE = "example.org {\n    file db.example.org\n}\n";

/** Each diagnostic as `line:character message`. */
const shown = (found: readonly Diagnostic[]): readonly string[] =>
  found.map(({ range: { start }, message }) => `${start.line}:${start.character} ${String(message).split("\n")[0]}`);

test("tells what it can", async () => {
  editor = new Editor({});
  const { capabilities, serverInfo } = await editor.start();
  expect(serverInfo?.name).toBe("corefile-studio");
  expect(capabilities).toMatchObject({ positionEncoding: "utf-16", hoverProvider: true, foldingRangeProvider: true });
});

test("problems of a Corefile arrive, and go when they are mended", async () => {
  const { open, change, diagnostics } = bound(await start({}));
  await open("Corefile", ". {\n    fooo\n}\n");
  expect(shown(await diagnostics("Corefile", (found) => found.length > 0))).toEqual([
    "1:4 Corefile:2 - Error during parsing: Unknown directive 'fooo'",
  ]);
  await change("Corefile", { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } }, "whoami");
  expect(await diagnostics("Corefile", (found) => found.length === 0)).toEqual([]);
});

test("a record of a zone file is told in that file, as it is typed and before it is saved", async () => {
  const { open, change, diagnostics } = bound(await start({ Corefile: COREFILE, "db.example.org": ZONE }));
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
  const { open, diagnostics } = bound(await start(files));
  await open("Corefile", files.Corefile);
  const found = await diagnostics("more", (list) => list.length > 0);
  expect(found[0]?.message).toContain("Unknown directive 'nonsense'");
});

test("a document outside of any folder finds the Corefile beside it", async () => {
  const files = { Corefile: "example.net {\n    file table\n}\n", table: ZONE };
  const { open, diagnostics } = bound(await start(files, { isInFolder: false }));
  await open("table", `${ZONE}x A y\n`, "plaintext");
  expect((await diagnostics("table", (found) => found.length > 0))[0]?.message).toContain("for origin example.net.");
});

test("each zone file has its own Corefile", async () => {
  const files = {
    "one/Corefile": "example.org {\n    file db\n}\n",
    "one/db": ZONE,
    "two/Corefile": "example.net {\n    file db\n}\n",
    "two/db": ZONE,
  };
  const { open, diagnostics } = bound(await start(files));
  await open("one/db", `${ZONE}x A y\n`, "plaintext");
  await open("two/db", `${ZONE}x A y\n`, "plaintext");
  expect((await diagnostics("one/db", (found) => found.length > 0))[0]?.message).toContain("example.org.");
  expect((await diagnostics("two/db", (found) => found.length > 0))[0]?.message).toContain("example.net.");
});

test("closed documents have no problems left", async () => {
  const { open, close, diagnostics } = bound(await start({}));
  await open("Corefile", ". {\n    fooo\n}\n");
  await diagnostics("Corefile", (found) => found.length > 0);
  await close("Corefile");
  expect(await diagnostics("Corefile", (found) => found.length === 0)).toEqual([]);
});

test("completion, hover and argument hints", async () => {
  const { open, connection, uri } = bound(await start({}));
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
  const { open, connection, uri } = bound(await start({ Corefile: COREFILE }));
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
  const { open, connection, uri } = bound(await start(files));
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
  const { open, connection, uri } = bound(await start(files));
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

test("formatting", async () => {
  const { open, connection, uri } = bound(await start({}));
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
});

test("quick fixes", async () => {
  const { open, connection, uri, diagnostics } = bound(await start({ Corefile: COREFILE }));
  await open("db.example.org", `${ZONE}www CNAME ns.example.org\n`, "dns-zone");
  const [found] = await diagnostics("db.example.org", (list) => list.length > 0);
  const range = found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const textDocument = { uri: uri("db.example.org") };
  const context = { diagnostics: [] };
  expect(await connection.sendRequest(CodeActionRequest.type, { textDocument, range, context })).toMatchObject([
    { title: "Write ns.example.org.", edit: { changes: { [textDocument.uri]: [{ newText: "ns.example.org." }] } } },
  ]);
});

test("documents that are no files, each by itself, and places that are not there", async () => {
  const { connection } = bound(await start({}, { isInFolder: false }));
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

/** The editor's methods, to be used by themselves. */
function bound(from: Editor) {
  return {
    connection: from.connection,
    uri: (path: string) => from.uri(path),
    open: (...args: Parameters<Editor["open"]>) => from.open(...args),
    change: (...args: Parameters<Editor["change"]>) => from.change(...args),
    close: (...args: Parameters<Editor["close"]>) => from.close(...args),
    diagnostics: (...args: Parameters<Editor["diagnostics"]>) => from.diagnostics(...args),
  };
}
