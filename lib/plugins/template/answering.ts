/** Fills the reply to one query from a template's texts, section by section. */
import type { Query } from "../../chain/query.ts";
import { replyTo } from "../../chain/respond.ts";
import { EdnsOptionCode } from "../../dns/iana/edns-option.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Edns, Message, ResourceRecord } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { octetBytes, utf8Octets } from "../../text/octets.ts";
import { type AliasLookUps, MAX_LOOK_UPS } from "./alias-look-ups.ts";
import { type TemplateData, templateValue } from "./data.ts";
import type { TemplateCounters } from "./metrics.ts";
import { makeRecord, type Occasion } from "./records.ts";
import { type ExtendedError, SECTIONS, type Section, type SectionText, type TemplateSettings } from "./settings.ts";
import { words } from "./words.ts";

/** What a reply is made with. */
export interface AnsweringContext {
  readonly query: Query;
  readonly why: Why | undefined;
  readonly counters: TemplateCounters;
  readonly lookUps: AliasLookUps;
}

interface Task {
  readonly section: Section;
  readonly text: SectionText;
}

/** One reply in the making. After `run`, either `failure`, `looped` or `message` counts. */
export class Answering {
  readonly #template: TemplateSettings;
  readonly #context: AnsweringContext;
  readonly #occasion: Occasion;
  readonly #records: Record<Section, ResourceRecord[]> = { answer: [], additional: [], authority: [] };
  readonly #isFirst: boolean;
  #truncated = false;
  /** Why there is no reply but SERVFAIL, in CoreDNS's words. */
  failure: string | undefined;
  /** True when a text gave nothing at all, so that the reply cannot be written. */
  lacksRecord = false;
  /** Set when aliases go in circles: what to say, nothing when a template before this one says it. */
  looped: string | undefined;

  constructor(template: TemplateSettings, data: TemplateData, context: AnsweringContext) {
    this.#template = template;
    this.#context = context;
    this.#occasion = { query: context.query, data, value: templateValue(data), counters: context.counters };
    this.#isFirst = context.lookUps.isFirst(context.query);
  }

  /** Carries out all texts, now or, where aliases are looked up, later. */
  run(): void | Promise<void> {
    return this.#runFrom(this.#tasks());
  }

  /** The reply. */
  get message(): Message {
    const { rcode, extendedError } = this.#template;
    const { answer, additional, authority } = this.#records;
    const truncated = this.#truncated;
    const fields = { authoritative: true, truncated, rcode, answer, authority, additional };
    const edns = extendedError === undefined ? undefined : ednsOf(extendedError);
    return replyTo(this.#context.query.request, edns === undefined ? fields : { ...fields, edns });
  }

  *#tasks(): Generator<Task> {
    for (const section of SECTIONS) for (const text of this.#template.texts[section]) yield { section, text };
  }

  #runFrom(tasks: Iterator<Task>): void | Promise<void> {
    for (let task = tasks.next(); task.done !== true; task = tasks.next()) {
      const pending = this.#fill(task.value);
      if (pending instanceof Promise) return pending.then(() => (this.#isOver ? undefined : this.#runFrom(tasks)));
      if (this.#isOver) return;
    }
  }

  get #isOver(): boolean {
    return this.failure !== undefined || this.looped !== undefined;
  }

  #fill({ section, text }: Task): void | Promise<void> {
    const made = makeRecord(section, text, this.#occasion);
    if (made.kind === "error") {
      this.failure = made.text;
      this.#explainFailure({ section, text }, made.because);
      return undefined;
    }
    if (made.kind === "nothing") this.#missRecord({ section, text });
    this.#records[section].push(made.record);
    return section === "answer" ? this.#follow(made.record) : undefined;
  }

  /** An alias that answers a question for addresses is looked up. */
  #follow({ rdata }: ResourceRecord): void | Promise<void> {
    const { query, lookUps, why } = this.#context;
    if (!this.#asksForAddress || rdata.kind !== "CNAME") return undefined;
    const { target } = rdata;
    why?.note(words.alias({ target, qname: query.qname }));
    const found = lookUps.ask(query, { name: target, why });
    const add = (message: Message | undefined): void => this.#add(message, target);
    return found instanceof Promise ? found.then(add) : add(found);
  }

  #add(message: Message | undefined, target: string): void {
    const { query, lookUps, why } = this.#context;
    if (lookUps.gaveUp(query)) {
      const first = `template: the alias ${target} leads back to templates, gave up after ${MAX_LOOK_UPS} look-ups`;
      this.looped = this.#isFirst ? first : "";
      why?.because("failed", words.loop({ target, count: MAX_LOOK_UPS }));
    } else if (message !== undefined) {
      this.#truncated = message.truncated;
      for (const record of message.answer) this.#records.answer.push(record);
    }
  }

  #explainFailure({ section, text }: Task, because: "template" | "record"): void {
    const { why } = this.#context;
    if (why === undefined) return;
    const facts = { section, line: text.at.start.line, error: this.failure ?? "" };
    const sentence = because === "template" ? words.templateFailed(facts) : words.recordFailed(facts);
    why.because("failed", sentence, { rule: text.at });
  }

  /**
   * A text gave no record. CoreDNS stumbles where it looks at the records that it made: its server recovers, replies
   * SERVFAIL and counts a panic, and so does ours. Elsewhere the reply cannot be written, and nothing is sent.
   */
  #missRecord({ section, text }: Task): void {
    const { why } = this.#context;
    const { line } = text.at.start;
    this.lacksRecord = true;
    const stumbles = section === "additional" || (section === "answer" && this.#asksForAddress);
    why?.because("failed", stumbles ? words.emptyFails({ section, line }) : words.empty({ section, line }), {
      rule: text.at,
    });
    if (stumbles) throw new Error(`template: the ${section} text of line ${line} gave no record`);
  }

  get #asksForAddress(): boolean {
    const { qtype } = this.#context.query;
    return qtype === RRType.A || qtype === RRType.AAAA;
  }
}

/** Octets that a reply with an extended error says the server takes. */
const UDP_SIZE = 4096;

/** The OPT record with an extended error (RFC 8914 section 2); DO is set, as CoreDNS has it. */
function ednsOf({ code, reason }: ExtendedError): Edns {
  const text = octetBytes(utf8Octets(reason));
  const data = Uint8Array.of(code >> 8, code & 0xff, ...text);
  return { version: 0, udpSize: UDP_SIZE, dnssecOk: true, z: 0, options: [{ code: EdnsOptionCode.EDE, data }] };
}
