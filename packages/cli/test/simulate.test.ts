// One question from flags and files: the decision, its explanation, and the exit code.
import { describe, expect, it } from 'vitest';
import { ALLOW_ALL, document } from './a-case.js';
import { makeFolder } from './folder.js';
import { run } from './run.js';

const write = makeFolder();
const NOTE = 'arn:aws:notes:eu-west-1:123456789012:note/alice/1';
const alice = write(
  'alice.json',
  document({
    Sid: 'OwnNotes',
    Effect: 'Allow',
    Action: 'notes:GetNote',
    Resource: 'arn:aws:notes:*:*:note/${aws:username}/*',
  }),
);
const all = write('all.json', document(ALLOW_ALL));
const none = write('none.json', document({ ...ALLOW_ALL, Action: 'none:*' }));
const refuse = write('refuse.json', { Statement: { ...ALLOW_ALL, Effect: 'Deny', Sid: 'Refuse' } });
const everyone = write('everyone.json', document({ ...ALLOW_ALL, Principal: '*' }));

const asAlice = ['--principal', 'arn:aws:iam::123456789012:user/alice'];
const get = ['--action', 'notes:GetNote', '--resource', NOTE];
const simulate = (...args: readonly string[]) => run(['simulate', ...args]);

it('an allow names the statement and where it stands, and ends with 0', async () => {
  expect(await simulate(...asAlice, ...get, '--identity-policy', alice)).toEqual({
    code: 0,
    stdout: [
      `allowed by statement \`OwnNotes\` of identity-based policy \`${alice}\` (${alice}:4:5)`,
      'matched:',
      `  ${alice}:4:5: Allow \`OwnNotes\``,
      '',
    ].join('\n'),
    stderr: '',
  });
});

it('an implicit deny tells what came near, and ends with 1', async () => {
  const asBob = ['--principal', 'arn:aws:iam::123456789012:user/bob'];
  const { code, stdout } = await simulate(...asBob, ...get, '--identity-policy', alice);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^implicitDeny: no identity-based policy allows `notes:GetNote`/);
  expect(stdout).toContain('\n  statement `OwnNotes`');
  expect(stdout).toContain('is about other resources');
});

it('an explicit deny names all that matched, and ends with 1', async () => {
  const { code, stdout } = await simulate(...asAlice, ...get, '--identity-policy', alice, refuse);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^explicitDeny: denied by statement `Refuse`/);
  expect(stdout).toContain(
    `\n  ${alice}:4:5: Allow \`OwnNotes\`\n  ${refuse}:2:16: Deny \`Refuse\`\n`,
  );
});

it('--json prints what a batch would answer', async () => {
  const { code, stdout } = await simulate(...asAlice, ...get, '--identity-policy', all, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    decision: 'allowed',
    matched: [{ policy: all, statement: 1, effect: 'Allow' }],
    reason: expect.any(String),
  });
});

describe('a policy type', () => {
  const allowed = [...asAlice, ...get, '--identity-policy', all];

  it.each([
    ['--permissions-boundary', none],
    ['--session-policy', none],
    ['--service-control-policy', none],
    [
      '--resource-control-policy',
      write('no-rcp.json', document({ ...ALLOW_ALL, Action: 'none:*', Principal: '*' })),
    ],
    [
      '--endpoint-policy',
      write('no-endpoint.json', document({ ...ALLOW_ALL, Action: 'none:*', Principal: '*' })),
    ],
  ])('that is given limits: %s', async (flag, file) => {
    expect((await simulate(...allowed)).code).toBe(0);
    expect((await simulate(...allowed, flag, file)).code).toBe(1);
  });

  it('of an organization has a level for each flag, and policies of a level between commas', async () => {
    const level = (...files: readonly string[]) => ['--service-control-policy', files.join(',')];
    expect((await simulate(...allowed, ...level(all), ...level(all, none))).code).toBe(0);
    expect((await simulate(...allowed, ...level(all), ...level(none))).code).toBe(1);
  });
});

describe('a principal', () => {
  const granted = [...get, '--resource-policy', everyone];

  it.each([
    ['arn:aws:iam::123456789012:user/alice', 'User'],
    ['arn:aws:iam::123456789012:role/team/editor', 'Role'],
    ['arn:aws:sts::123456789012:assumed-role/editor/s1', 'AssumedRole'],
    ['arn:aws:sts::123456789012:federated-user/alice', 'FederatedUser'],
    ['arn:aws:iam::123456789012:saml-provider/Corp', 'Federated'],
    ['arn:aws:iam::123456789012:oidc-provider/ci.example.com/runners', 'Federated'],
    ['arn:aws:iam::123456789012:root', 'Root'],
    ['backup.example.com', 'Service'],
    ['79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be', 'CanonicalUser'],
    ['anonymous', 'Anonymous'],
    ['*', 'Anonymous'],
  ])('%s is a %s, and --principal-type says the same', async (principal, type) => {
    const session = type === 'FederatedUser' ? ['--session-policy', all] : [];
    const question = ['--principal', principal, ...granted, ...session];
    expect(await simulate(...question)).toMatchObject({ code: 0, stderr: '' });
    expect(await simulate(...question, '--principal-type', type)).toMatchObject({ code: 0 });
  });

  it('may be anonymous by its type alone', async () => {
    expect(await simulate('--principal-type', 'Anonymous', ...granted)).toMatchObject({ code: 0 });
  });

  it('in a session has the role and the user that flags name', async () => {
    const trust = write(
      'by-role.json',
      document({
        ...ALLOW_ALL,
        Principal: { AWS: 'arn:aws:iam::123456789012:role/team/editor' },
      }),
    );
    const session = ['--principal', 'arn:aws:sts::123456789012:assumed-role/editor/s1'];
    const question = [...session, ...get, '--resource-policy', trust];
    expect((await simulate(...question)).code).toBe(1);
    const role = ['--role-arn', 'arn:aws:iam::123456789012:role/team/editor'];
    expect((await simulate(...question, ...role)).code).toBe(0);
    const user = ['--user-arn', 'arn:aws:iam::123456789012:user/alice'];
    expect((await simulate(...question, ...user)).code).toBe(2);
  });
});

it('--context adds condition keys, and a key given again has several values', async () => {
  const policy = write(
    'tags.json',
    document({
      ...ALLOW_ALL,
      Condition: {
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b=c'] },
        Null: { 'aws:TagKeys': 'false' },
      },
    }),
  );
  const question = [...asAlice, ...get, '--identity-policy', policy];
  const context = ['--context', 'aws:TagKeys=a', '--context', 'aws:TagKeys=b=c'];
  expect((await simulate(...question)).code).toBe(1);
  expect((await simulate(...question, ...context)).code).toBe(0);
  expect((await simulate(...question, ...context, '--context', 'aws:TagKeys=d')).code).toBe(1);
});

it('--resource-account says whose a resource is', async () => {
  const question = [...asAlice, '--action', 's3:GetObject', '--resource', 'arn:aws:s3:::b/k'];
  const policy = ['--identity-policy', all];
  expect((await simulate(...question, ...policy)).code).toBe(0);
  const foreign = ['--resource-account', '210987654321'];
  expect((await simulate(...question, ...policy, ...foreign)).code).toBe(1);
});

it('a role is assumed by its trust policy', async () => {
  const trust = write(
    'trust.json',
    document({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'backup.example.com' },
    }),
  );
  const assume = [
    '--action',
    'sts:AssumeRole',
    '--resource',
    'arn:aws:iam::123456789012:role/backup',
  ];
  const question = [...assume, '--resource-policy', trust];
  expect((await simulate('--principal', 'backup.example.com', ...question)).code).toBe(0);
  expect((await simulate('--principal', 'other.example.com', ...question)).code).toBe(1);
});

it('a file that serves twice is read once, also from standard input', async () => {
  const question = [...asAlice, ...get, '--identity-policy', '-', '--permissions-boundary', '-'];
  const { code, stdout } = await run(
    ['simulate', ...question],
    [JSON.stringify(document(ALLOW_ALL))],
  );
  expect(code).toBe(0);
  expect(stdout).toContain('\n  -:1:38: Allow statement 1\n  -:1:38: Allow statement 1\n');
});

describe('what cannot be understood is said in a line on stderr and ends with 2', () => {
  const broken = write(
    'broken.json',
    '{\n  "Statement": {"Effect": "Permit", "Action": "a:*", "Resource": "*"}\n}',
  );

  it.each<readonly [what: string, args: readonly string[], said: string | RegExp]>([
    [
      'a policy with a fault',
      [...asAlice, ...get, '--identity-policy', broken],
      `${broken}:2:27: ERROR INVALID_EFFECT: expected \`Allow\` or \`Deny\`, found \`Permit\`\n`,
    ],
    [
      'a missing file',
      [...asAlice, ...get, '--identity-policy', 'none/such.json'],
      'none/such.json: there is no such file\n',
    ],
    ['no principal', get, /^ostiary: expected `--principal`, or `--batch`/],
    ['no action', asAlice, 'ostiary: expected `--action`, found none\n'],
    [
      'a principal of no kind',
      ['--principal', 'alice', ...get],
      /^ostiary: expected the ARN of a principal.*found `alice`\n$/,
    ],
    [
      'a principal that is not of its type',
      [...asAlice, '--principal-type', 'Role', ...get],
      /role\/NAME/,
    ],
    [
      'an unknown type of principal',
      [...asAlice, '--principal-type', 'Group', ...get],
      /Allowed choices are User/,
    ],
    [
      'an action that is none',
      [...asAlice, '--action', 'GetNote'],
      /^ostiary: expected `service:ActionName`/,
    ],
    [
      'a context entry without a value',
      [...asAlice, ...get, '--context', 'aws:SourceIp'],
      'ostiary: expected `--context KEY=VALUE`, found `aws:SourceIp`\n',
    ],
    [
      'a context key in two spellings',
      [...asAlice, ...get, '--context', 'a:b=1', '--context', 'A:b=2'],
      /one spelling/,
    ],
    ['an unknown flag', [...asAlice, ...get, '--polcy', 'x'], /unknown option '--polcy'/],
    [
      'a flag beside --batch',
      ['--batch', '--identity-policy', alice],
      'ostiary: expected nothing beside `--batch`, found `--identity-policy`\n',
    ],
    ['an argument', ['alice'], /too many arguments/],
  ])('%s', async (_, args, said) => {
    const { code, stdout, stderr } = await simulate(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    if (typeof said === 'string') expect(stderr).toBe(said);
    else expect(stderr).toMatch(said);
  });
});

it('control characters of a file do not reach the terminal', async () => {
  const policy = write(
    'colors.json',
    document({ ...ALLOW_ALL, Resource: 'arn:aws:s3:::\u001b[31m\n' }),
  );
  const { stdout, stderr } = await simulate(...asAlice, ...get, '--identity-policy', policy);
  expect(`${stdout}${stderr}`).not.toContain('\u001b');
});
