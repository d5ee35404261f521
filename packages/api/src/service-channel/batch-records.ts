// Audit records on their way up: what gathers while one batch is sent goes with the next.

/** Where records go; it answers when the record is kept. */
export interface RecordSink {
  /** Sends a record; it rejects when the record was not kept. */
  readonly record: (record: object) => Promise<void>;
}

/** Most records in one batch. */
const MAX_BATCH = 500;

interface Waiting {
  readonly record: object;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** A sink that sends one batch at a time; a batch that fails fails each record in it. */
export function batchRecords(send: (records: readonly object[]) => Promise<void>): RecordSink {
  const queue: Waiting[] = [];
  let sending = false;

  const drain = async (): Promise<void> => {
    sending = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, MAX_BATCH);
      try {
        await send(batch.map(({ record }) => record));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    sending = false;
  };

  return {
    record: (record) =>
      new Promise((resolve, reject) => {
        queue.push({ record, resolve, reject });
        if (!sending) void drain();
      }),
  };
}
