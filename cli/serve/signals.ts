/** CoreDNS's signals: TERM and INT stop, USR1 reads the Corefile again, QUIT ends at once, HUP does nothing. */
import type { Log } from "../../lib/ports/log.ts";

/** What signals may do to a server. */
export interface SignalActions {
  readonly log: Log;
  /** Stops what serves, and ends the process. */
  stop(exitCode: number): void;
  /** Ends the process without stopping anything. */
  quit(exitCode: number): void;
  /** Reads the Corefile again, or says that nothing serves yet. */
  reload(): void;
}

/** Takes the signals from now on; installed before anything else, since each of them would end the process. */
export function handleSignals(actions: SignalActions): void {
  const { log } = actions;
  let isStopping = false;
  process.on("SIGTERM", () => {
    if (isStopping) return;
    isStopping = true;
    log.info("SIGTERM: Shutting down servers then terminating");
    actions.stop(0);
  });
  process.on("SIGINT", () => {
    if (isStopping) {
      log.info("SIGINT: Force quit");
      actions.quit(2);
      return;
    }
    isStopping = true;
    log.info("SIGINT: Shutting down");
    actions.stop(0);
  });
  process.on("SIGQUIT", () => {
    log.info("SIGQUIT: Quitting process immediately");
    actions.quit(0);
  });
  process.on("SIGHUP", () => undefined);
  process.on("SIGUSR1", () => {
    log.info("SIGUSR1: Reloading");
    actions.reload();
  });
  process.on("SIGUSR2", () => {
    log.info("SIGUSR2: Upgrading");
    log.error("SIGUSR2: upgrading: this server is not replaced while it runs; stop it and start the new one");
  });
}
