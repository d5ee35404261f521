// Callers of another account, whose own policies allow them everything: that account has no say here.
import type { GateOptions } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import {
  type AccountId,
  type Arn,
  isAccountId,
  parseArn,
  parsePolicy,
  type RootPrincipal,
  type UserPrincipal,
} from '@ostiary/policy';
import { createPostForm, deriveSigningKey } from '@ostiary/sigv4';
import { afterEach, describe, expect, it } from 'vitest';
import { notesService } from '../notes-service.js';
import { ACCOUNT_FILE, adapters, NOW, REGION, startApp } from './notes-app.js';
import { objectAdapters, startObjects } from './objects-app.js';
import { sendExactly } from './send.js';
import { alice, own, s3Signer } from './signers.js';

const account = readAccountFile(ACCOUNT_FILE);
const stranger = { accessKeyId: 'AKIASTRANGER00000001', secretAccessKey: 'of-another-account' };

const accountId = ((text: string): AccountId => {
  if (!isAccountId(text)) throw new Error(text);
  return text;
})('210987654321');
const arn = (text: string): Arn => {
  const parsed = parseArn(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value.arn;
};
const policy = (document: object, policyType?: 'resource') => {
  const parsed = parsePolicy(
    JSON.stringify({ Version: '2012-10-17', ...document }),
    policyType && { policyType },
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
};
const everything = policy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/** The user has the name of one that is known here. */
const strangers: readonly (readonly [string, UserPrincipal | RootPrincipal])[] = [
  [
    'a user',
    {
      type: 'User',
      accountId,
      userName: 'alice',
      arn: arn(`arn:aws:iam::${accountId}:user/alice`),
    },
  ],
  ['a root user', { type: 'Root', accountId, arn: arn(`arn:aws:iam::${accountId}:root`) }],
];

const withStranger = (principal: UserPrincipal | RootPrincipal): Partial<GateOptions> => ({
  signingKeys: async (query) =>
    query.accessKeyId === stranger.accessKeyId
      ? {
          signingKey: await deriveSigningKey(stranger.secretAccessKey, query.scope),
          principal: { principal, context: [] },
        }
      : account.signingKeys(query),
  policies: async (asked) =>
    'arn' in asked && asked.arn === principal.arn
      ? {
          identity: [{ name: 'everything', policy: everything }],
          ...{ permissionsBoundary: null, session: null, tags: new Map(), revision: 0 },
        }
      : account.policies(asked),
});

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

describe.each(strangers)('%s of another account', (_what, principal) => {
  it.each(adapters)('gets nothing of $name, unless the resource lets it in', async (adapter) => {
    const granting = policy(
      { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Principal: { AWS: accountId } } },
      'resource',
    );
    const app = await startApp(adapter, {
      ...withStranger(principal),
      resources: async ({ parameters }) =>
        parameters.get('NoteId') === 'shared'
          ? { policy: { name: 'shared', policy: granting } }
          : undefined,
    });
    close = app.close;
    const get = async (target: string, credentials = stranger) => {
      const request = { method: 'GET', target, headers: { host: app.host } };
      return sendExactly(app, await own.sign(request, { credentials }));
    };
    for (const target of ['/notes/alice/x', '/notes/alice', '/notes/stranger/x', '/report']) {
      const { status, headers } = await get(target);
      expect([status, headers['x-amzn-errortype']]).toEqual([403, 'AccessDeniedException']);
    }
    expect(app.visits).toEqual([]);
    expect((await get('/notes/alice/shared')).status).toBe(200);
    expect((await get('/notes/alice/x', alice)).status).toBe(200);
  });

  it('has its own where an action is about its account', async () => {
    const GetReport = { accessLevel: 'Read', account: 'caller' } as const;
    const service = { ...notesService, actions: { ...notesService.actions, GetReport } };
    const [express] = adapters;
    const app = await startApp(express!, { ...withStranger(principal), service });
    close = app.close;
    const request = { method: 'GET', target: '/report', headers: { host: app.host } };
    const answer = await sendExactly(app, await own.sign(request, { credentials: stranger }));
    expect(answer.status).toBe(200);
  });

  it.each(objectAdapters)('gets and puts no object of $name', async (adapter) => {
    const app = await startObjects(adapter, withStranger(principal));
    close = app.close;
    for (const [method, target] of [
      ['GET', '/b/k'],
      ['PUT', '/b/k'],
      ['GET', '/'],
      ['GET', '/b'],
      ['DELETE', '/b/k'],
    ] as const) {
      const request = { method, target, headers: { host: app.host } };
      const answer = await sendExactly(
        app,
        await s3Signer.sign(request, { credentials: stranger }),
      );
      expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, 'AccessDenied']);
    }
    const form = new FormData();
    const options = { bucket: 'b', key: 'k', region: REGION, date: NOW, expiresSeconds: 60 };
    const fields = await createPostForm({ ...options, credentials: stranger });
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']), 'x');
    const sent = await fetch(`http://${app.host}/b`, { method: 'POST', body: form });
    expect(await sent.text()).toContain('<Code>AccessDenied</Code>');
    expect(app.seen).toEqual([]);
  });
});
