// Audit records go up in batches, and each hears of its own.
import { describe, expect, it } from 'vitest';
import { batchRecords } from '../../src/service-channel/batch-records.js';

describe('batchRecords', () => {
  it('sends what gathers while a batch is under way with the next one', async () => {
    const sent: (readonly object[])[] = [];
    const { record } = batchRecords(async (records) => {
      sent.push(records);
    });
    await Promise.all([record({ at: 1 }), record({ at: 2 }), record({ at: 3 })]);
    expect(sent).toEqual([[{ at: 1 }], [{ at: 2 }, { at: 3 }]]);
  });

  it('fails the records of a batch that fails, and no others', async () => {
    let calls = 0;
    const { record } = batchRecords(async () => {
      calls += 1;
      if (calls === 1) throw new Error('the control plane is gone');
    });
    const outcomes = await Promise.allSettled([record({ at: 1 }), record({ at: 2 })]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
