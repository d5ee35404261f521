// Stored documents as they are read again and again.
import { describe, expect, it } from 'vitest';
import { createPolicyReader } from '../src/policy-reader.js';
import { alice, openIam } from './open-iam.js';
import { allowing } from './policy-text.js';

describe('a stored document', () => {
  it('is the same policy for the same text, name and kind, and another one for any other', () => {
    const read = createPolicyReader();
    const policy = read('own', allowing(), 'inline');
    expect(read('own', allowing(), 'inline')).toBe(policy);
    expect(read('other', allowing(), 'inline')).not.toBe(policy);
    expect(read('own', allowing(), 'managed')).not.toBe(policy);
    expect(read('own', allowing('notes:PutNote'), 'inline')).not.toBe(policy);
  });

  it('is let go when others need the room, and too long a one is not kept', () => {
    const read = createPolicyReader(200);
    const policy = read('own', allowing(), 'inline');
    read('other', allowing(), 'inline');
    expect(read('own', allowing(), 'inline')).not.toBe(policy);
    const long = allowing(`notes:${'x'.repeat(300)}`);
    expect(read('own', long, 'inline')).not.toBe(read('own', long, 'inline'));
  });

  it('that is none refuses, each time', () => {
    const read = createPolicyReader();
    const refusal = expect.objectContaining({ code: 'MalformedPolicyDocument' });
    for (const _ of ['once', 'again']) expect(() => read('own', '{}', 'inline')).toThrow(refusal);
  });

  it('is one object for all who have the policy, until it is changed', async () => {
    const iam = openIam();
    const PolicyArn = 'arn:aws:iam::123456789012:policy/Notes';
    const document = { PolicyDocument: allowing() };
    await iam.execute('CreatePolicy', { PolicyName: 'Notes', ...document }, alice);
    const policyOf = async (UserName: string) => {
      const { User } = await iam.execute('GetUser', { UserName }, alice);
      const { accountId } = alice;
      const principal = {
        type: 'User',
        accountId,
        userName: UserName,
        userId: User.UserId,
      } as const;
      const arn = `arn:aws:iam::123456789012:user/${UserName}` as never;
      return (await iam.policies({ ...principal, arn }))?.identity[0];
    };
    for (const UserName of ['bob', 'carol']) {
      await iam.execute('CreateUser', { UserName }, alice);
      await iam.execute('AttachUserPolicy', { UserName, PolicyArn }, alice);
    }
    const policy = await policyOf('bob');
    expect(policy).toMatchObject({ name: PolicyArn });
    expect(await policyOf('carol')).toBe(policy);
    const changed = { PolicyArn, PolicyDocument: allowing('notes:*'), SetAsDefault: true };
    await iam.execute('CreatePolicyVersion', changed, alice);
    expect((await policyOf('bob'))?.policy.statements[0]?.action.patterns).toEqual(['notes:*']);
  });
});
