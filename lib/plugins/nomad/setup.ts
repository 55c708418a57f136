/** The checks of nomad that look at the machine: what environment variables say of Nomad's address and of TLS. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { addressFault, directive } from "./directive.ts";
import { tlsFault } from "./environment.ts";

export const setup = defineSetup(directive, ([use], { host, problem, notServedYet }) => {
  const { environment } = host.identity;
  const urls = use?.properties.address?.args.urls.map(({ value }) => value) ?? [];
  const usesVariable = urls.length === 0 || urls.includes("");
  const address = usesVariable ? addressFault(environment.NOMAD_ADDR ?? "") : undefined;
  const fault = address ?? tlsFault(environment, host.files);
  // CoreDNS says the name twice here.
  if (fault !== undefined) return problem(`plugin/nomad: plugin/nomad: ${fault}`, { cause: "here" });
  notServedYet();
  return undefined;
});
