// The whole story by AWS CLI 2: a user from the first key to the last refusal, a role until it is revoked.
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from '../control-plane.js';
import { answeredOperations } from './answered-operations.js';
import { findAwsCli } from './aws-programs.js';
import { CLI_STORY } from './tested-operations.js';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const cli = await findAwsCli();

const READ = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' },
};
const LIST = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' },
};

describe.skipIf(cli === undefined)('AWS CLI', () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane();
  });
  afterAll(() => plane.close());

  const call = (as: Credentials, ...args: readonly string[]): Promise<Answer> =>
    new Promise((resolve) => {
      const env = {
        PATH: process.env.PATH,
        HOME: '/nonexistent',
        AWS_ACCESS_KEY_ID: as.accessKeyId,
        AWS_SECRET_ACCESS_KEY: as.secretAccessKey,
        ...(as.sessionToken && { AWS_SESSION_TOKEN: as.sessionToken }),
        AWS_DEFAULT_REGION: 'eu-central-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
      };
      const all = ['--endpoint-url', plane.url, '--output', 'json', ...args];
      execFile(cli?.path ?? '', all, { env }, (error, stdout, stderr) => {
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
  const must = async (as: Credentials, ...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await call(as, ...args);
    if (exitCode !== 0) throw new Error(`aws ${args.join(' ')}: ${stderr}`);
    return stdout === '' ? undefined : JSON.parse(stdout);
  };
  const makeKey = async (userName: string): Promise<Credentials> => {
    const { AccessKey } = await must(ROOT, 'iam', 'create-access-key', '--user-name', userName);
    return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  };

  it('takes a user from the first key to the last refusal', { timeout: 180_000 }, async () => {
    await must(ROOT, 'iam', 'create-user', '--user-name', 'dora', '--tags', 'Key=team,Value=red');
    await must(ROOT, 'iam', 'create-group', '--group-name', 'readers');
    await must(ROOT, 'iam', 'add-user-to-group', '--group-name', 'readers', '--user-name', 'dora');
    const document = ['--policy-document', JSON.stringify(READ)];
    const { Policy } = await must(
      ROOT,
      ...['iam', 'create-policy', '--policy-name', 'Read', ...document],
    );
    const attachment = ['--group-name', 'readers', '--policy-arn', Policy.Arn];
    await must(ROOT, 'iam', 'attach-group-policy', ...attachment);
    const dora = await makeKey('dora');

    const identity = await must(dora, 'sts', 'get-caller-identity');
    expect(identity.Arn).toBe(`arn:aws:iam::${ACCOUNT_ID}:user/dora`);
    const { User } = await must(dora, 'iam', 'get-user');
    expect(User.Tags).toEqual([{ Key: 'team', Value: 'red' }]);

    const refused = await call(dora, 'iam', 'list-users');
    expect(refused.exitCode).toBe(254);
    expect(refused.stderr).toContain('An error occurred (AccessDenied)');
    expect(refused.stderr).toContain('because no identity-based policy allows');

    const version = ['--policy-arn', Policy.Arn, '--policy-document', JSON.stringify(LIST)];
    await must(ROOT, 'iam', 'create-policy-version', ...version, '--set-as-default');
    const { Users } = await must(dora, 'iam', 'list-users');
    expect(Users.map((user: { UserName: string }) => user.UserName)).toEqual(['dora']);

    await must(ROOT, 'iam', 'detach-group-policy', ...attachment);
    expect((await call(dora, 'iam', 'list-users')).stderr).toContain('(AccessDenied)');
  });

  it('takes a role from its trust to its end', { timeout: 180_000 }, async () => {
    const { User } = await must(ROOT, 'iam', 'create-user', '--user-name', 'evan');
    const evan = await makeKey('evan');
    const trust = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: User.Arn }, Action: 'sts:AssumeRole' },
    };
    const { Role } = await must(
      ...([ROOT, 'iam', 'create-role', '--role-name', 'auditor'] as const),
      ...['--assume-role-policy-document', JSON.stringify(trust)],
    );
    const inline = ['--policy-name', 'List', '--policy-document', JSON.stringify(LIST)];
    await must(ROOT, 'iam', 'put-role-policy', '--role-name', 'auditor', ...inline);

    const assumed = await must(
      ...([evan, 'sts', 'assume-role', '--role-arn', Role.Arn] as const),
      ...['--role-session-name', 'night', '--duration-seconds', '900'],
    );
    const session = {
      accessKeyId: assumed.Credentials.AccessKeyId,
      secretAccessKey: assumed.Credentials.SecretAccessKey,
      sessionToken: assumed.Credentials.SessionToken,
    };
    await must(session, 'iam', 'list-users');
    const spoilt = { ...session, sessionToken: `${session.sessionToken.slice(0, -4)}AAAA` };
    expect((await call(spoilt, 'iam', 'list-users')).stderr).toContain('(InvalidClientTokenId)');

    await must(
      ROOT,
      'iam',
      'delete-role-policy',
      '--role-name',
      'auditor',
      '--policy-name',
      'List',
    );
    await must(ROOT, 'iam', 'delete-role', '--role-name', 'auditor');
    expect((await call(session, 'iam', 'list-users')).stderr).toContain('(InvalidClientTokenId)');
  });

  it('has carried out each of these operations', async () => {
    expect(await answeredOperations(plane)).toEqual(CLI_STORY);
  });
});
