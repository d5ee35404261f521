// The gate without a framework.
import {
  createGate,
  defineService,
  type GateOptions,
  getCaller,
  type IncomingRequest,
  jsonLinesAuditSink,
} from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { signRequest } from '@ostiary/sigv4';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_FILE, NOW, REGION } from './http/notes-app.js';
import { alice } from './http/signers.js';
import { notesService } from './notes-service.js';

const options: GateOptions = {
  service: notesService,
  region: REGION,
  ...readAccountFile(ACCOUNT_FILE),
  now: () => NOW,
};

async function request(path: string, overrides: Partial<IncomingRequest> = {}) {
  const unsigned = {
    method: 'GET',
    path,
    query: '',
    headers: [['host', 'notes.example'] as const],
  };
  const scope = { region: REGION, service: 'notes', date: NOW };
  const { headers } = await signRequest(unsigned, { credentials: alice, ...scope });
  const connection = { remoteAddress: '127.0.0.1', isSecure: true };
  return {
    ...unsigned,
    headers,
    ...connection,
    readBody: async () => new Uint8Array(),
    ...overrides,
  };
}

describe('createGate', () => {
  const faults: readonly (readonly [Partial<GateOptions>, string])[] = [
    [{ accountId: '1234' }, '`accountId` is 12 digits, found `1234`'],
    [{ region: '' }, '`region` is a name such as `eu-west-1`, found ``'],
    [{ maxBodyBytes: Number.NaN }, '`maxBodyBytes` is a whole number above 0, found `NaN`'],
    [{ cache: { maxEntries: 0, ttlMs: 1 } }, '`maxEntries` is a whole number above 0'],
    [{ cache: { maxEntries: 1, ttlMs: 0 } }, '`ttlMs` is a whole number above 0, found `0`'],
    [{ service: { ...notesService, name: 'NOTES' } }, 'a service name is'],
  ];
  it.each(faults)('%j is a TypeError', (fault, message) => {
    expect(() => createGate({ ...options, ...fault })).toThrow(TypeError);
    expect(() => createGate({ ...options, ...fault })).toThrow(message);
  });
});

describe('createGate, called from JavaScript', () => {
  it.each(['region', 'accountId'])('without `%s` is a TypeError', (name) => {
    const { [name]: _, ...incomplete } = { ...options } as Record<string, unknown>;
    expect(() => Reflect.apply(createGate, undefined, [incomplete])).toThrow(TypeError);
    expect(() => Reflect.apply(createGate, undefined, [incomplete])).toThrow(`\`${name}\` is`);
  });
});

describe('authorize', () => {
  it('reads no body for a signature whose head does not hold', async () => {
    const declared = [
      'x-amz-content-sha256',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ] as const;
    const readBody = async (): Promise<never> => {
      throw new Error('read');
    };
    const errors: unknown[] = [];
    const gate = createGate({ ...options, onError: (error) => errors.push(error) });
    const good = await request('/notes/bob');
    const changed = (from: string | RegExp, to: string) =>
      good.headers.map(([name, value]) => [name, value.replace(from, to)] as const);
    for (const headers of [
      changed('/notes/', '/other/'),
      changed('/eu-west-1/', '/us-east-1/'),
      changed('20261123T120000Z', '20261123T110000Z'),
      changed('AKIAALICE', 'AKIANOBODY'),
      changed('SignedHeaders=host', 'SignedHeaders=date'),
      [...good.headers, declared],
    ]) {
      const verdict = await gate.authorize({ ...good, headers, readBody });
      expect(verdict).toMatchObject({ allowed: false });
    }
    expect(errors).toEqual([]);
  });

  it.each([
    ['127.0.0.1', true],
    ['::ffff:127.0.0.1', true],
    ['::FFFF:127.0.0.9', true],
    ['::1', true],
    ['10.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:0:127.0.0.1', false],
    ['fe80::1%eth0', false],
    ['', false],
    ['localhost', false],
  ])('a caller from %s: allowed is %s', async (remoteAddress, allowed) => {
    const verdict = await createGate(options).authorize(
      await request('/notes/bob', { remoteAddress }),
    );
    expect(verdict.allowed).toBe(allowed);
  });

  it('answers at once where nothing has to be waited for', async () => {
    const gate = createGate({ ...options, audit: { record: () => undefined } });
    const readBody = () => new Uint8Array();
    const asked = await request('/notes/alice/x', { readBody });
    await gate.authorize(asked); // from now on keys and policies are remembered
    expect(gate.authorize(asked)).toMatchObject({ allowed: true });
  });

  it('waits for promises of another library', async () => {
    const thenable = <T>(value: T): Promise<T> =>
      Object.assign(Object.create(null), {
        // biome-ignore lint/suspicious/noThenProperty: what such a promise has, and no more
        then: (resolve: (value: T) => unknown) => setImmediate(resolve, value),
      });
    const recorded: unknown[] = [];
    const gate = createGate({
      ...options,
      resources: () => thenable({ tags: {} }),
      audit: { record: (each) => thenable(void recorded.push(each)) },
    });
    const asked = await request('/notes/alice/x');
    expect(await gate.authorize(asked)).toMatchObject({ allowed: true });
    expect(await gate.authorize(asked)).toMatchObject({ allowed: true });
    expect(recorded).toHaveLength(2);
  });

  it('refuses what cannot be recorded, when all else was at hand', async () => {
    let isFull = false;
    const record = (): void => {
      if (isFull) throw new Error('the disk is full');
    };
    const gate = createGate({ ...options, audit: { record }, onError: () => undefined });
    const asked = await request('/notes/alice/x', { readBody: () => new Uint8Array() });
    await gate.authorize(asked);
    isFull = true;
    expect(await gate.authorize(asked)).toMatchObject({
      allowed: false,
      refusal: { code: 'ServiceUnavailable' },
    });
  });

  it('reads no body where no rule maps the route', async () => {
    const readBody = async (): Promise<never> => {
      throw new Error('read');
    };
    const errors: unknown[] = [];
    const gate = createGate({ ...options, onError: (error) => errors.push(error) });
    const verdict = await gate.authorize(await request('/nowhere', { readBody }));
    expect(verdict).toMatchObject({ allowed: false, refusal: { code: 'AccessDeniedException' } });
    expect(errors).toEqual([]);
  });

  it('takes the literal route before the parameter, wherever they stand', async () => {
    const service = defineService({
      ...notesService,
      routes: {
        'GET /{Kind}/{Id}': 'GetThing',
        'GET /admin/{Id}': 'GetAdmin',
        'GET /{Owner}': 'ListNotes',
        'GET /report': 'GetReport',
        'GET /': 'Upload',
      },
    });
    const actionOf = async (path: string): Promise<string | undefined> => {
      const verdict = await createGate({ ...options, service, explain: true }).authorize(
        await request(path),
      );
      return verdict.allowed ? verdict.decisions[0]?.request.action : verdict.refusal.message;
    };
    expect(await actionOf('/admin/x')).toContain('notes:GetAdmin');
    expect(await actionOf('/other/x')).toBe('notes:GetThing');
    expect(await actionOf('/report')).toBe('notes:GetReport');
    expect(await actionOf('/alice')).toBe('notes:ListNotes');
    expect(await actionOf('/')).toBe('notes:Upload');
  });

  it('keeps a value from ending in the start of a long separator', async () => {
    const service = defineService({
      ...notesService,
      resourceTypes: {
        ...notesService.resourceTypes,
        notebook: { arn: 'arn:${Partition}:notes:${Region}:${Account}:notebook/x' },
        note: { arn: 'arn:${Partition}:notes:${Region}:${Account}:note/${Owner}--${NoteId}' },
      },
    });
    const gate = createGate({ ...options, service });
    expect(await gate.authorize(await request('/notes/a/-b'))).toMatchObject({ allowed: true });
    expect(await gate.authorize(await request('/notes/a-/b'))).toMatchObject({
      allowed: false,
      refusal: { code: 'AccessDeniedException', message: '`${Owner}` would hold its separator' },
    });
  });

  it('keeps two resources from having one name', async () => {
    const service = defineService({
      ...notesService,
      resourceTypes: {
        ...notesService.resourceTypes,
        notebook: { arn: 'arn:${Partition}:notes:${Region}:${Account}:notebook/x' },
        note: { arn: 'arn:${Partition}:notes:${Region}:${Account}:note:${Owner}:${NoteId}' },
      },
    });
    const gate = createGate({ ...options, service });
    expect(await gate.authorize(await request('/notes/a/b:c'))).toMatchObject({ allowed: true });
    expect(await gate.authorize(await request('/notes/a:b/c'))).toMatchObject({
      allowed: false,
      refusal: { code: 'AccessDeniedException', message: '`${Owner}` would hold its separator' },
    });
  });
});

describe('jsonLinesAuditSink', () => {
  it('writes a line for each record', async () => {
    const lines: string[] = [];
    const gate = createGate({ ...options, audit: jsonLinesAuditSink((line) => lines.push(line)) });
    const verdict = await gate.authorize(await request('/notes/bob'));
    await gate.recordOutcome(verdict.requestId, 200);
    const records = lines.map((line) => JSON.parse(line));
    expect(lines.every((line) => line.endsWith('}\n'))).toBe(true);
    expect(records).toEqual([
      {
        recordType: 'decision',
        eventTime: '2026-11-23T12:00:00.000Z',
        eventSource: 'notes',
        awsRegion: REGION,
        eventName: 'notes:ListNotes',
        requestID: verdict.requestId,
        sourceIPAddress: '127.0.0.1',
        method: 'GET',
        path: '/notes/bob',
        userIdentity: {
          type: 'User',
          arn: 'arn:aws:iam::123456789012:user/alice',
          accountId: '123456789012',
          userName: 'alice',
          accessKeyId: 'AKIAALICEALICE000001',
        },
        resource: 'arn:aws:notes:eu-west-1:123456789012:notebook/bob',
        outcome: 'allowed',
        decidedBy: 'arn:aws:iam::123456789012:policy/Write#ReadFromInside',
      },
      {
        recordType: 'outcome',
        eventTime: '2026-11-23T12:00:00.000Z',
        requestID: verdict.requestId,
        statusCode: 200,
      },
    ]);
  });
});

describe('getCaller', () => {
  it('throws for a request that passed no gate', () => {
    expect(() => getCaller({})).toThrow(
      'this request passed no gate: mount one before its handler',
    );
  });
});
