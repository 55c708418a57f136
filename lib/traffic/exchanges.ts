/** Joins queries and replies that come apart: what is asked again unanswered is one query, and each reply has its own. */
import type { SeenMessage } from "./dns-message.ts";
import { addCode, type Row } from "./question-row.ts";
import type { QuestionTable } from "./question-table.ts";

/** Queries whose reply may still come. */
const MOST_OPEN = 32_768;

/** Where a message was on its way. */
export interface Way {
  readonly client: string | undefined;
  readonly port: number;
  readonly via: "udp" | "tcp" | undefined;
}

interface Open {
  readonly row: Row;
  readonly question: string;
  isAnswered: boolean;
}

export class Exchanges {
  readonly #open = new Map<string, Open>();
  readonly #table: QuestionTable;

  constructor(table: QuestionTable) {
    this.#table = table;
  }

  add(message: SeenMessage, { client, port, via }: Way): void {
    const key = `${client ?? ""} ${port} ${via ?? ""} ${message.id}`;
    const question = `${message.name} ${message.type} ${message.class}`;
    const known = this.#open.get(key);
    const open = known?.question === question ? known : undefined;
    if (message.isReply) {
      // The same packet is seen on several interfaces.
      if (open?.isAnswered === true) return;
      if (open === undefined) this.#keep(key, { row: this.#count(message, client, via), question, isAnswered: true });
      else open.isAnswered = true;
      const { row } = this.#open.get(key) ?? {};
      if (row !== undefined) addCode(row, message.rcode);
      return;
    }
    if (open !== undefined && !open.isAnswered) return;
    this.#keep(key, { row: this.#count(message, client, via), question, isAnswered: false });
  }

  #count(message: SeenMessage, from: string | undefined, via: Way["via"]): Row {
    const { name, type, class: qclass, do: dnssecOk } = message;
    return this.#table.add({ name: name.toLowerCase(), type, class: qclass, from, via, do: dnssecOk }, undefined);
  }

  #keep(key: string, open: Open): void {
    // Put in anew, so that the first of the map is the oldest.
    this.#open.delete(key);
    if (this.#open.size >= MOST_OPEN)
      for (const oldest of this.#open.keys()) {
        this.#open.delete(oldest);
        break;
      }
    this.#open.set(key, open);
  }
}
