/** Where advice was wrong once, or missing. */
import { type Reports, root } from "./report.ts";

export const advice: Reports = {
  "a function of Sprig in template": {
    corefile: root("template IN A {", 'answer "{{ .Name | upper }} 60 IN A 192.0.2.1"', "}"),
    told: ['function "upper" not defined', "has no function upper", "text/template", "parseInt"],
    untold: ["render it first"],
  },
  "a function that is spelled wrongly": {
    corefile: root("template IN A {", 'answer "{{ prntf .Name }} 60 IN A 192.0.2.1"', "}"),
    told: ["Did you mean printf?"],
  },
  "a glued brace before other directives": {
    corefile: root("errors", "log{", "class error", "}", "whoami"),
    told: ["CoreDNS reads the brace as part of the word"],
    untold: ["No plugin of this block answers", "closes nothing"],
  },
  "log on the line of file": {
    corefile: "example.org {\n    hosts /etc/hosts example.org log\n}\n",
    told: ["log is on the line of hosts", "on its own line"],
    untold: ["never sees one for log"],
    fix: { title: "Put log on its own line", makes: "hosts /etc/hosts example.org \n    log\n" },
  },
  "log on the line of forward": {
    corefile: root("forward . 192.0.2.53 log"),
    told: ["log is on the line of forward", "reads it as an upstream"],
  },
  "log with zones of its own": {
    corefile: "example.org {\n    log example.net\n    whoami\n}\n",
    told: [],
    untold: ["This block gets only queries"],
  },
};
