/** The language service in Monaco: one small provider for each question. */
import { registerCompletions } from "./completions.ts";
import { registerDefinition } from "./definition.ts";
import { registerFileKinds } from "./file-kinds.ts";
import { registerFixes } from "./fixes.ts";
import { registerFormat } from "./format.ts";
import { registerHover } from "./hover.ts";
import { registerInlayHints } from "./inlay-hints.ts";
import type { Language } from "./language-workspace.ts";
import { registerLinks } from "./links.ts";
import { registerOutline } from "./outline.ts";
import { registerRename } from "./rename.ts";
import { registerSemanticTokens } from "./semantic-tokens.ts";
import { registerSignature } from "./signature.ts";
import { registerZoneFiles } from "./zone-files.ts";
import { registerZoneNavigation } from "./zone-navigation.ts";

const REGISTER = [
  registerCompletions,
  registerHover,
  registerSignature,
  registerDefinition,
  registerRename,
  registerOutline,
  registerSemanticTokens,
  registerInlayHints,
  registerLinks,
  registerFixes,
  registerFormat,
  registerZoneFiles,
  registerZoneNavigation,
  registerFileKinds,
];

/** Registers all providers for as long as an editor runs; gives the way to stop. */
export function registerProviders(language: Language): () => void {
  const registered = REGISTER.map((register) => register(language));
  return () => {
    for (const provider of registered) provider.dispose();
  };
}
