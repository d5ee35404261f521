// A bound on the requests that are under way at once: a server that is full says so.
import type { RequestHandler, Response } from 'express';
import type { Gauge } from 'prom-client';

/** What to count with, and what to answer when there are too many. */
export interface InFlightOptions {
  readonly max: number;
  readonly gauge: Gauge;
  readonly refuse: (response: Response) => void;
}

/** Lets `max` requests in at once. */
export function limitInFlight({ max, gauge, refuse }: InFlightOptions): RequestHandler {
  let inFlight = 0;
  return function inFlightLimit(_request, response, next) {
    if (inFlight >= max) {
      response.set('retry-after', '1');
      refuse(response);
      return;
    }
    inFlight += 1;
    gauge.set(inFlight);
    response.once('close', () => {
      inFlight -= 1;
      gauge.set(inFlight);
    });
    next();
  };
}
