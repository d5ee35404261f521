// What the control plane counts, for Prometheus.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Counters of one control plane. Labels hold names of operations and codes, never what callers send. */
export interface Metrics {
  readonly registry: Registry;
  /** Answers by operation and code; the code is `ok` for those that were no error. */
  readonly answers: Counter<'operation' | 'code'>;
  /** Seconds from request to answer. */
  readonly duration: Histogram<'operation'>;
  readonly inFlight: Gauge;
  /** Decisions by outcome: `allowed`, `implicitDeny`, `explicitDeny`, `refused`. */
  readonly decisions: Counter<'outcome'>;
}

/** Makes a registry of its own, so that two control planes in a process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    answers: new Counter({
      ...{ name: 'ostiary_answers_total', help: 'Answers by operation and error code.' },
      ...{ labelNames: ['operation', 'code'], registers },
    }),
    duration: new Histogram({
      ...{ name: 'ostiary_answer_seconds', help: 'Time from request to answer.' },
      ...{ labelNames: ['operation'], registers },
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    }),
    inFlight: new Gauge({
      ...{ name: 'ostiary_requests_in_flight', help: 'Requests that wait for their answer.' },
      registers,
    }),
    decisions: new Counter({
      ...{ name: 'ostiary_decisions_total', help: 'Authorization decisions by outcome.' },
      ...{ labelNames: ['outcome'], registers },
    }),
  };
}
