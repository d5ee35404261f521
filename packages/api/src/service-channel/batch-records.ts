// Audit records on their way up: what gathers while one batch is sent goes with the next.

/** Where records go; it answers when the record is kept. */
export interface RecordSink {
  /** Sends a record; it rejects when the record was not kept. */
  readonly record: (record: object) => Promise<void>;
}

/** A sink that can be waited for. */
export interface BatchingSink extends RecordSink {
  /** Resolves when nothing waits to be sent. */
  readonly settled: () => Promise<void>;
}

/** Most records in one batch. */
const MAX_BATCH = 500;

interface Waiting {
  readonly record: object;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** A sink that sends one batch at a time; a batch that fails fails each record in it. */
export function batchRecords(send: (records: readonly object[]) => Promise<void>): BatchingSink {
  const queue: Waiting[] = [];
  let sending: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, MAX_BATCH);
      try {
        await send(batch.map(({ record }) => record));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    sending = undefined;
  };

  return {
    record: (record) =>
      new Promise((resolve, reject) => {
        queue.push({ record, resolve, reject });
        sending ??= drain();
      }),
    settled: async () => sending,
  };
}
