/** A request that cannot be taken as it is. */
export class BadRequest extends Error {
  readonly status: number;
  readonly help: string;

  constructor(status: number, error: string, help: string) {
    super(error);
    this.status = status;
    this.help = help;
  }
}
