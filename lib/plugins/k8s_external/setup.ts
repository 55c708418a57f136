/** The one check of k8s_external that looks beyond its lines: it needs kubernetes beside it. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_uses, { block, problemAtStart, notServedYet }) => {
  // CoreDNS looks for it when all plugins are set up.
  if (!block.directives.includes("kubernetes")) problemAtStart("plugin/k8s_external: kubernetes plugin not loaded");
  notServedYet();
  return undefined;
});
