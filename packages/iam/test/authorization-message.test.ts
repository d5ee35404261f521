// The encoded message of a refusal, and who may read it.
import { compile, createRequestContext, evaluate, principalContext } from '@ostiary/evaluator';
import { parsePolicy } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { openIam, root, session, stranger } from './open-iam.js';

const document = {
  Version: '2012-10-17',
  Statement: {
    ...{ Sid: 'NoDelete', Effect: 'Deny', Action: 'notes:Delete*', Resource: '*' },
    Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  },
};

function refusal(principal = session.principal, context: readonly [string, string][] = []) {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new Error('the policy is at fault');
  const action = 'notes:DeleteNote';
  const resource = 'arn:aws:notes:eu-west-1:123456789012:note/1';
  const request = {
    ...{ principal, action, resource },
    context: createRequestContext([
      ['aws:RequestedRegion', 'eu-west-1'],
      ...principalContext(principal),
      ...context,
    ]),
  };
  const identity = compile([{ name: 'inline', policy: parsed.value }], 'identity');
  return evaluate(request, { identity });
}

describe('DecodeAuthorizationMessage', () => {
  it('says in the shape of AWS who was refused what, and by which statement', async () => {
    const iam = openIam();
    const EncodedMessage = iam.encodeAuthorizationMessage(refusal()) ?? '';
    expect(EncodedMessage).toMatch(/^[\w-]+$/);
    const answer = await iam.execute('DecodeAuthorizationMessage', { EncodedMessage }, root);
    expect(JSON.parse(answer.DecodedMessage ?? '')).toEqual({
      allowed: false,
      explicitDeny: true,
      matchedStatements: {
        items: [
          {
            statementId: 'NoDelete',
            effect: 'DENY',
            principals: { items: [] },
            principalGroups: { items: [] },
            actions: { items: [{ value: 'notes:Delete*' }] },
            resources: { items: [{ value: '*' }] },
            conditions: {
              items: [{ key: 'aws:RequestedRegion', values: { items: [{ value: 'eu-west-1' }] } }],
            },
          },
        ],
      },
      failures: { items: [] },
      context: {
        principal: { arn: 'arn:aws:sts::123456789012:assumed-role/ops/s1' },
        action: 'notes:DeleteNote',
        resource: 'arn:aws:notes:eu-west-1:123456789012:note/1',
        conditions: {
          items: expect.arrayContaining([
            { key: 'aws:requestedregion', values: { items: [{ value: 'eu-west-1' }] } },
          ]),
        },
      },
    });
  });

  it('is bounded: what is too long goes without its condition keys', async () => {
    const iam = openIam();
    const long = Array.from(
      { length: 100 },
      (_, at) => [`k:${at}`, 'v'.repeat(200)] as [string, string],
    );
    const EncodedMessage = iam.encodeAuthorizationMessage(refusal(session.principal, long)) ?? '';
    expect(EncodedMessage.length).toBeLessThan(10_240);
    const answer = await iam.execute('DecodeAuthorizationMessage', { EncodedMessage }, root);
    const { matchedStatements, context } = JSON.parse(answer.DecodedMessage ?? '');
    expect(matchedStatements.items).toHaveLength(1);
    expect(context.conditions).toEqual({ items: [] });
  });

  it('is for the account of who was refused alone', async () => {
    const iam = openIam();
    const EncodedMessage = iam.encodeAuthorizationMessage(refusal()) ?? '';
    const decode = (caller: typeof root) =>
      iam.execute('DecodeAuthorizationMessage', { EncodedMessage }, caller);
    await expect(decode(stranger)).rejects.toMatchObject({
      code: 'InvalidAuthorizationMessageException',
    });
    await expect(decode(root)).resolves.toBeDefined();
    expect(iam.encodeAuthorizationMessage(refusal({ type: 'Anonymous' }))).toBeUndefined();
  });

  it.each([
    ['changed', (message: string) => `${message.slice(0, -2)}AA`],
    ['cut', (message: string) => message.slice(0, -1)],
    ['of another deployment', () => openIam().encodeAuthorizationMessage(refusal()) ?? ''],
    ['made up', () => 'message'],
  ])('refuses a message that is %s', async (_, change) => {
    const iam = openIam();
    const EncodedMessage = change(iam.encodeAuthorizationMessage(refusal()) ?? '');
    await expect(
      iam.execute('DecodeAuthorizationMessage', { EncodedMessage }, root),
    ).rejects.toMatchObject({ code: 'InvalidAuthorizationMessageException' });
  });

  it('demands sts:DecodeAuthorizationMessage on everything', async () => {
    const input = { EncodedMessage: 'message' };
    expect(await openIam().demands('DecodeAuthorizationMessage', input, root)).toEqual([
      { action: 'sts:DecodeAuthorizationMessage', resource: '*', context: [] },
    ]);
  });
});
