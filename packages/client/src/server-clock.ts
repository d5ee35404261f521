// The time to sign with: the machine's, corrected by that of a server that refused it.

/** A clock that learns. */
export interface ServerClock {
  now(): Date;
  /**
   * Corrects the clock by a refusal of a request signed at `signedAt`, whose code is given. Whether
   * it did: only then another try can help.
   */
  correct(response: Response, code: string | undefined, signedAt: Date): boolean;
}

/** The codes under which services refuse a time, also those that have other meanings. */
const clockCodes: ReadonlySet<string | undefined> = new Set([
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);

/** AWS's narrowest window is 5 minutes; below 4 the time was not what was refused. */
const skewMs = 4 * 60_000;

/**
 * Corrects by the `Date` header, which every answer of an origin server with a clock carries (RFC
 * 9110, section 6.6.1). A page of another origin sees it when the server exposes it.
 */
export function serverClock(now: () => Date): ServerClock {
  let offsetMs = 0;
  return {
    now: () => new Date(now().getTime() + offsetMs),
    correct(response, code, signedAt) {
      if (!clockCodes.has(code)) return false;
      const serverTime = Date.parse(response.headers.get('date') ?? '');
      if (!(Math.abs(serverTime - signedAt.getTime()) >= skewMs)) return false;
      offsetMs = serverTime - now().getTime();
      return true;
    },
  };
}
