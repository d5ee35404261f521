// CreateUser, through the domain's door.
import { describe, expect, it } from 'vitest';
import { alice, openIam } from './open-iam.js';

describe('CreateUser', () => {
  it('makes a user with the ARN of its account and path, and no members that it has not', async () => {
    const iam = openIam();
    const { User } = await iam.execute('CreateUser', { UserName: 'bob', Path: '/team/' }, alice);
    expect(User).toEqual({
      Arn: 'arn:aws:iam::123456789012:user/team/bob',
      CreateDate: new Date('2026-11-24T12:00:00Z'),
      Path: '/team/',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      UserName: 'bob',
    });
  });

  it('refuses a name that stands in another case', async () => {
    const iam = openIam();
    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    await expect(iam.execute('CreateUser', { UserName: 'BOB' }, alice)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'User with name BOB already exists.',
    });
  });

  it('refuses one more than the quota', async () => {
    const iam = openIam({ quotas: { UsersQuota: 1 } });
    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    await expect(iam.execute('CreateUser', { UserName: 'carol' }, alice)).rejects.toMatchObject({
      code: 'LimitExceeded',
    });
  });

  it('demands iam:CreateUser on the ARN that the user will have, with the tags and the boundary', async () => {
    const iam = openIam();
    const input = {
      UserName: 'bob',
      Path: '/team/',
      PermissionsBoundary: 'arn:aws:iam::123456789012:policy/Limit',
      Tags: [{ Key: 'team', Value: 'red' }],
    };
    expect(await iam.demands('CreateUser', input, alice)).toEqual([
      {
        action: 'iam:CreateUser',
        resource: 'arn:aws:iam::123456789012:user/team/bob',
        context: [
          ['iam:PermissionsBoundary', 'arn:aws:iam::123456789012:policy/Limit'],
          ['aws:RequestTag/team', 'red'],
          ['aws:TagKeys', ['team']],
        ],
      },
    ]);
  });

  it('shows the boundary it was given, which must be there', async () => {
    const iam = openIam();
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const { User } = await iam.execute(
      'CreateUser',
      { UserName: 'bob', PermissionsBoundary },
      alice,
    );
    expect(User?.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: PermissionsBoundary,
    });
    const missing = 'arn:aws:iam::123456789012:policy/None';
    await expect(
      iam.execute('CreateUser', { UserName: 'carol', PermissionsBoundary: missing }, alice),
    ).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `Scope ARN: ${missing} does not exist or is not attachable.`,
    });
  });
});
