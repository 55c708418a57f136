/** Streams whose other side a test is. */
import {
  type ByteStream,
  StreamError,
  type StreamListenError,
  type StreamListening,
  type StreamListenPlace,
  type StreamPlace,
  type Streams,
} from "../stream.ts";

/** A stream that was opened: the test reads `written`, and sends and ends as the other side. */
export class FakeStream implements ByteStream {
  readonly place: StreamPlace;
  readonly written: Uint8Array[] = [];
  isClosed = false;
  readonly #sent: (Uint8Array | undefined)[] = [];
  #wake: () => void = () => undefined;

  constructor(place: StreamPlace) {
    this.place = place;
  }

  /** Gives octets to whoever reads; without any the other side has ended. */
  send(octets?: Uint8Array): void {
    this.#sent.push(octets);
    this.#wake();
  }

  async read(): Promise<Uint8Array | undefined> {
    while (this.#sent.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#sent.shift();
  }

  async write(octets: Uint8Array): Promise<void> {
    if (this.isClosed) throw new StreamError("closed", "write: use of closed network connection");
    this.written.push(octets.slice());
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A place at which streams are taken. */
export class FakeListening implements StreamListening {
  readonly place: StreamListenPlace;
  isClosed = false;
  readonly #accept: (stream: ByteStream) => void;

  constructor(place: StreamListenPlace, accept: (stream: ByteStream) => void) {
    this.place = place;
    this.#accept = accept;
  }

  /** Somebody connects. */
  connect(): FakeStream {
    const stream = new FakeStream({ network: "unix", path: "somebody" });
    this.#accept(stream);
    return stream;
  }

  close(): void {
    this.isClosed = true;
  }
}

export class FakeStreams implements Streams {
  readonly opened: FakeStream[] = [];
  readonly listening: FakeListening[] = [];
  /** Why the next place cannot be listened on. */
  listenError: StreamListenError | undefined;
  /** Why the next streams cannot be opened. */
  readonly failures: StreamError[] = [];

  async connect(place: StreamPlace): Promise<FakeStream> {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    const stream = new FakeStream(place);
    this.opened.push(stream);
    return stream;
  }

  async listen(
    place: StreamListenPlace,
    accept: (stream: ByteStream) => void,
  ): Promise<FakeListening | StreamListenError> {
    if (this.listenError !== undefined) return this.listenError;
    const listening = new FakeListening(place, accept);
    this.listening.push(listening);
    return listening;
  }
}
