/**
 * Turns the project's TypeScript into JavaScript, file by file: Node takes types out of no file that lies under
 * node_modules. Types become spaces, so lines and columns stay what they are in the sources.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, posix } from "node:path";

/** What a module asks for: in its own folder tree, and out of packages. */
interface Wants {
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

/** `from "x"`, `import "x"`, `import("x")` and `new URL("x", import.meta.url)`. */
const SPECIFIER = /(\bfrom\s*|\bimport\s*\(?\s*|\bnew\s+URL\(\s*)"([^"\n]+)"/g;

/** The JavaScript of a module, whose own modules are asked for by the names that they have as JavaScript. */
export function toJavaScript(source: string, path: string): string {
  const bare = path.endsWith(".ts") ? stripTypeScriptTypes(source) : source;
  return bare.replace(SPECIFIER, (whole, before: string, specifier: string) =>
    specifier.startsWith(".") && specifier.endsWith(".ts") ? `${before}"${specifier.slice(0, -3)}.js"` : whole,
  );
}

/** The files and packages that a module without types names. `path` is its own, from the top folder. */
function wantsOf(source: string, path: string): Wants {
  const specifiers = [...source.matchAll(SPECIFIER)].map(([, , specifier = ""]) => specifier);
  const files = specifiers.filter((one) => one.startsWith(".")).map((one) => posix.join(posix.dirname(path), one));
  const packages = specifiers
    .filter((one) => /^@?[a-z]/.test(one) && !/^[a-z]+:/.test(one))
    .map((one) => /^(?:@[^/]+\/)?[^/]+/.exec(one)?.[0] ?? one);
  return { files, packages };
}

/**
 * Compiles entries and all that they lead to into another folder, under the same paths; files that are no modules are copied.
 * Gives the names of the packages that are asked for. Throws when a module names a file that is not there.
 */
export async function compileTree(
  root: string,
  entries: readonly string[],
  target: string,
): Promise<ReadonlySet<string>> {
  const packages = new Set<string>();
  const seen = new Set(entries);
  for (const path of seen) {
    const output = join(target, path.replace(/\.ts$/, ".js"));
    await mkdir(dirname(output), { recursive: true });
    if (!/\.(?:ts|mjs)$/.test(path)) {
      await copyFile(join(root, path), output);
      continue;
    }
    const source = await readFile(join(root, path), "utf8");
    const wants = wantsOf(path.endsWith(".ts") ? stripTypeScriptTypes(source) : source, path);
    for (const file of wants.files) {
      if (!existsSync(join(root, file))) throw new Error(`${path} names ${file}, which is not there`);
      // A folder's URL, such as that of the project.
      if (!file.endsWith("/") && file !== "..") seen.add(file);
    }
    for (const name of wants.packages) packages.add(name);
    await writeFile(output, toJavaScript(source, path));
  }
  return packages;
}
