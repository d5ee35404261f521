// What the service channel can refuse.

/** The control plane refused a question, or did not understand it; whoever asked must refuse too. */
export class ServiceChannelError extends Error {
  override readonly name: string = 'ServiceChannelError';
  readonly status: number;
  /** The control plane's own code: `AccessDenied`, `InvalidClientTokenId`, … */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(`the control plane answered ${status} ${code}: ${message}`);
    this.status = status;
    this.code = code;
  }
}
