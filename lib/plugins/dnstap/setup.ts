/** From directives to handlers, one for each line (CoreDNS, plugin dnstap). */
import type { Handler } from "../../chain/handler.ts";
import { readFormat } from "../../plugin-kit/query-format.ts";
import { WallTime } from "../../plugin-kit/wall-time.ts";
import type { Log } from "../../ports/log.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import { type DnstapConfig, directive } from "./directive.ts";
import { readSocketWord, socketText } from "./endpoint.ts";
import { createDnstap, type Sink } from "./handler.ts";
import { Output } from "./output.ts";
import { PayloadWriter } from "./payload.ts";
import { Receivers } from "./receivers.ts";

const QUEUE_UNIT = 10_000;

export const setup = defineSetup(directive, (uses, context) => {
  const log = context.host.log.forPlugin("dnstap");
  const time = new WallTime(context.host.clock);
  return uses.map((use): Handler => {
    const { identity, version, extra } = use.properties;
    const own = context.host.identity;
    const payloads = new PayloadWriter({
      identity: identity?.args.value.value ?? own.hostname,
      version: version?.args.value.value ?? `CoreDNS-${own.version}`,
    });
    const sink = use.args.isListener ? receiversOf(use, context, log) : outputOf(use, context, log);
    const format = extra?.args.value.value ?? "";
    const settings = {
      at: use.at,
      isFull: use.args.full,
      extra: format === "" ? undefined : readFormat(format),
    };
    return createDnstap(settings, { sink, payloads, time });
  });
});

function outputOf({ args, properties }: DnstapConfig, { block, host }: SetupContext, log: Log): Sink {
  const socket = readSocketWord(args.endpoint.value);
  const insecure = properties.skipverify !== undefined;
  const output = new Output({ socket, insecure, mostWaiting: args.queueTenThousands * QUEUE_UNIT }, host, log);
  block.onStart(async () => {
    await output.start();
    return undefined;
  });
  block.onStop(() => output.stop());
  return {
    text: socketText(socket),
    send: (message) => output.send(message),
    lack: () => (output.lack === undefined ? undefined : { error: output.lack }),
  };
}

function receiversOf({ args, properties }: DnstapConfig, { block, host }: SetupContext, log: Log): Sink {
  const socket = readSocketWord(args.endpoint.value);
  const { certificate, key, authority } = properties.tls?.args ?? {};
  const files =
    certificate === undefined || key === undefined || certificate.value === "" || key.value === ""
      ? undefined
      : { certificate: certificate.value, key: key.value, authority: authority?.value };
  const receivers = new Receivers({ socket, files, insecure: properties.skipverify !== undefined }, host, log);
  block.onPrimaryStart(async () => {
    await receivers.start();
    return undefined;
  });
  block.onStop(() => receivers.stop());
  return {
    text: socketText(socket),
    send: (message) => receivers.send(message),
    lack: () => (receivers.count === 0 ? "nobody" : undefined),
  };
}
