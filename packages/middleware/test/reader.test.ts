// Requests that a reader of their own understands, and those that it refuses.
import { createGate, type IncomingRequest, RequestRefused } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_FILE, NOW, REGION } from './http/notes-app.js';
import { notesService } from './notes-service.js';

const request: IncomingRequest = {
  ...{ method: 'POST', path: '/', query: '', remoteAddress: '127.0.0.1', isSecure: false },
  headers: [['host', 'notes.example']],
  readBody: async () => new Uint8Array(),
};

describe('a reader that refuses', () => {
  it('is answered with its own code, status and message, and recorded so', async () => {
    const records: unknown[] = [];
    const gate = createGate({
      ...{ service: notesService, region: REGION, now: () => NOW },
      ...readAccountFile(ACCOUNT_FILE),
      audit: { record: (record) => void records.push(record) },
      reader: () => ({
        ...{ terms: {}, body: 'first' as const },
        ask: async () => {
          const answer = { status: 409, fault: 'Sender' } as const;
          throw new RequestRefused('DeleteConflict', answer, 'first take the notes out');
        },
      }),
    });
    const verdict = await gate.authorize(request);
    expect(verdict).toMatchObject({
      allowed: false,
      refusal: { code: 'DeleteConflict', message: 'first take the notes out' },
      response: { status: 409, headers: { 'x-amzn-errortype': 'DeleteConflict' } },
    });
    expect(records).toMatchObject([{ outcome: 'refused', errorCode: 'DeleteConflict' }]);
  });
});
