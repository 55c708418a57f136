/** What a tool should have filled in. */
import { type Reports, root } from "./report.ts";

const shell = (name: string): string => `$${`{${name}}`}`;

export const placeholders: Reports = {
  "node-local-dns, its own address (helm-charts#670)": {
    corefile: root("bind __PILLAR__LOCAL__DNS__", "forward . __PILLAR__UPSTREAM__SERVERS__"),
    told: [
      "__PILLAR__LOCAL__DNS__ is a placeholder",
      "node-local-dns' installation",
      "__PILLAR__UPSTREAM__SERVERS__ was not filled in",
    ],
  },
  "values of Helm": {
    corefile: root("forward . {{ .Values.upstream }}"),
    told: ["{{ .Values.upstream }} is a placeholder", "Helm"],
  },
  "a condition of Helm": {
    corefile: root("{{- if .Values.log }}", "log", "{{- end }}"),
    told: ["Helm (helm template) should have filled in"],
  },
  "Ansible and Jinja": { corefile: root("forward . {{ dns_upstream }}"), told: ["Ansible's template module"] },
  "a loop of Jinja": { corefile: "{% for z in zones %}\nwhoami {\n}\n{% endfor %}\n", told: ["Jinja2"] },
  envsubst: { corefile: root(`forward . ${shell("UPSTREAM")}`), told: ["envsubst, Terraform or Flux"] },
  Kustomize: { corefile: root("forward . $(UPSTREAM)"), told: ["Kustomize"] },
  sed: { corefile: "@DOMAIN@:53 {\n    forward . @UPSTREAM@\n}\n", told: ["@UPSTREAM@ is a placeholder", "sed"] },
  "an example that was taken over": {
    corefile: root("forward . <UPSTREAM_DNS_1>"),
    told: ["<UPSTREAM_DNS_1> was not filled in", "whoever copies an example"],
  },
  "an address with letters": {
    corefile: root("forward . 192.168.xxx.xxx"),
    told: ["192.168.xxx.xxx was not filled in"],
  },
  "a name in capitals": { corefile: root("forward . NODE_IP"), told: ["NODE_IP was not filled in"] },
  "a variable of the environment": {
    corefile: root("forward . {$NOWHERE_SET}"),
    told: ["NOWHERE_SET is not set here"],
    untold: ["place-holder"],
  },
  "template's own braces": {
    corefile: root("template IN A {", 'answer "{{ .Name }} 60 IN A 192.0.2.1"', "}"),
    told: [],
    untold: ["place-holder"],
  },
};
