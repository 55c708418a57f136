/** Parts of Monaco that are imported for their effect and have no types of their own. */
declare module "monaco-editor/editor/browser/coreCommands.js";
declare module "monaco-editor/editor/contrib/find/browser/findController.js";
declare module "monaco-editor/editor/contrib/semanticTokens/browser/documentSemanticTokens.js";
declare module "monaco-editor/editor/contrib/suggest/browser/suggestController.js";
