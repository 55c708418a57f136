/**
 * `npm run vsix`: packages the extension of editors/vscode as a .vsix, a ZIP file with the extension, a manifest of its own and
 * a list of media types (Open Packaging Conventions). Its libraries are bundled into one file.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Zippable, zipSync } from "fflate";
import { rolldown } from "rolldown";
import { z } from "zod";

const ROOT = resolve(import.meta.dirname, "..");
const SOURCE = join(ROOT, "editors/vscode");

const manifestSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  version: z.string(),
  publisher: z.string(),
  main: z.string(),
  engines: z.object({ vscode: z.string() }),
  categories: z.array(z.string()),
  keywords: z.array(z.string()),
});
type Manifest = z.infer<typeof manifestSchema>;

/** The files of the extension by their paths in its folder, bundled. */
export async function extensionFiles(): Promise<ReadonlyMap<string, string>> {
  const bundle = await rolldown({
    input: join(SOURCE, "src/extension.ts"),
    external: ["vscode"],
    platform: "node",
  });
  const { output } = await bundle.generate({ format: "cjs", minify: true, codeSplitting: false });
  await bundle.close();
  const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
  return new Map([
    ["package.json", read("editors/vscode/package.json")],
    ["extension.cjs", output[0].code],
    ["language-configuration.json", read("editors/vscode/language-configuration.json")],
    ["corefile.tmLanguage.json", read("editors/grammars/corefile.tmLanguage.json")],
    ["README.md", read("editors/vscode/README.md")],
    ["LICENSE.txt", read("LICENSE")],
  ]);
}

/** The octets of the .vsix. */
export function vsixOf(files: ReadonlyMap<string, string>): Uint8Array {
  const manifest = manifestSchema.parse(JSON.parse(files.get("package.json") ?? ""));
  const octets = new TextEncoder();
  const entries: Zippable = {
    "[Content_Types].xml": octets.encode(CONTENT_TYPES),
    "extension.vsixmanifest": octets.encode(vsixManifest(manifest)),
  };
  for (const [path, text] of files) entries[`extension/${path}`] = octets.encode(text);
  // The same sources give the same file.
  return zipSync(entries, { level: 9, mtime: new Date("2026-01-01T00:00:00") });
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${[
  ".json=application/json",
  ".cjs=application/javascript",
  ".md=text/markdown",
  ".txt=text/plain",
  ".vsixmanifest=text/xml",
]
  .map((pair) => pair.split("="))
  .map(([ending, type]) => `  <Default Extension="${ending}" ContentType="${type}"/>`)
  .join("\n")}
</Types>
`;

const escapeXml = (text: string): string => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function vsixManifest(manifest: Manifest): string {
  const { name, displayName, description, version, publisher, engines, categories, keywords } = manifest;
  const asset = (type: string, path: string): string =>
    `    <Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${escapeXml(displayName)}</DisplayName>
    <Description xml:space="preserve">${escapeXml(description)}</Description>
    <Tags>${escapeXml(keywords.join(","))}</Tags>
    <Categories>${escapeXml(categories.join(","))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escapeXml(engines.vscode)}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
${[
  asset("Code.Manifest", "package.json"),
  asset("Services.Content.Details", "README.md"),
  asset("Services.Content.License", "LICENSE.txt"),
].join("\n")}
  </Assets>
</PackageManifest>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await extensionFiles();
  const { name, version } = manifestSchema.parse(JSON.parse(files.get("package.json") ?? ""));
  const path = join(ROOT, `${name}-${version}.vsix`);
  writeFileSync(path, vsixOf(files));
  console.log(`wrote ${path}`);
}
