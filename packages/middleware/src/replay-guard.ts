// Signed requests that were used, for as long as they could be used again.
import { GateError } from './errors.js';

/** How many are remembered; one to three hundred bytes each, about. */
const MAX_REMEMBERED = 100_000;

/** As much of a verified signature as tells it from others. */
export interface UsedSignature {
  readonly fingerprint: string;
  readonly acceptedUntil: Date;
}

/** Remembers signatures until they are out of time; bounded. */
export class ReplayGuard {
  readonly #used = new Map<string, number>();
  readonly #maxRemembered: number;
  #sweptAt = 0;

  constructor(maxRemembered: number = MAX_REMEMBERED) {
    this.#maxRemembered = maxRemembered;
  }

  /**
   * Uses a signature up.
   *
   * @throws GateError `InvalidRequest` when it was used before; `ServiceUnavailable` when so many are
   *   remembered that this one could not be: to forget one would let it in again
   */
  use({ fingerprint, acceptedUntil }: UsedSignature, now: Date): void {
    const until = this.#used.get(fingerprint);
    if (until !== undefined && until >= now.getTime()) {
      throw new GateError(
        'InvalidRequest',
        'this signature was used before: sign the request anew',
      );
    }
    if (this.#used.size >= this.#maxRemembered) this.#sweep(now.getTime());
    if (this.#used.size >= this.#maxRemembered) {
      throw new GateError('ServiceUnavailable', 'too many requests at once, try again later');
    }
    this.#used.set(fingerprint, acceptedUntil.getTime());
  }

  /** At most once a second, so that being full costs no more than that. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < 1_000) return;
    this.#sweptAt = now;
    for (const [each, until] of this.#used) if (until < now) this.#used.delete(each);
  }
}
