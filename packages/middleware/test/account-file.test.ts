// The account file: what is wrong in it is named by its place, and nothing starts.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountFileError, readAccountFile } from '@ostiary/middleware/account-file';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_FILE } from './http/notes-app.js';

const text = readFileSync(ACCOUNT_FILE, 'utf8');
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ostiary-'));
  file = join(folder, 'account.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function errorOf(content: string): readonly string[] {
  writeFileSync(file, content);
  try {
    readAccountFile(file);
  } catch (error) {
    if (!(error instanceof AccountFileError)) throw error;
    return error.message.split('\n');
  }
  throw new Error('expected the file to be refused');
}

/** Replaces the `nth` occurrence, and tells the line that it is in. */
function change(
  from: string,
  to: string,
  nth = 1,
): { readonly content: string; readonly line: number } {
  const parts = text.split(from);
  if (parts.length <= nth) throw new Error(`expected ${nth} of ${from}`);
  const before = parts.slice(0, nth).join(from);
  const content = before + to + parts.slice(nth).join(from);
  return { content, line: before.split('\n').length };
}

describe('readAccountFile', () => {
  it('reads users, groups, roles, policies, keys and sessions', async () => {
    const { accountId, signingKeys, policies } = readAccountFile(ACCOUNT_FILE);
    expect(accountId).toBe('123456789012');
    const scope = { date: '20261123', region: 'eu-west-1', service: 'notes' };
    const match = await signingKeys({ accessKeyId: 'AKIAALICEALICE000001', scope });
    expect(match?.principal.principal).toMatchObject({ type: 'User', userName: 'alice' });
    expect(match?.signingKey).toHaveLength(32);
    const found = match && (await policies(match.principal.principal));
    expect(found?.identity.map(({ name }) => name)).toEqual([
      'Objects',
      'Platinum',
      'arn:aws:iam::123456789012:policy/Write',
    ]);
    expect(found?.tags).toEqual(new Map([['tier', 'platinum']]));
  });

  const faults: readonly {
    readonly what: string;
    readonly from: string;
    readonly to: string;
    readonly nth?: number;
    readonly message: string | RegExp;
  }[] = [
    {
      what: 'a policy that does not parse',
      from: '"Action": "notes:*"',
      to: '"Actions": "notes:*"',
      message: /Actions/,
    },
    {
      what: 'a policy that nobody has attached and does not parse',
      from: '"Action": ["notes:ListNotes", "notes:GetNote"],',
      to: '"Action": [7],',
      message: /.+/,
    },
    {
      what: 'an unknown group',
      from: '["Writers"]',
      to: '["Writer"]',
      message: 'no group is `Writer`',
    },
    {
      what: 'an unknown managed policy',
      from: '"PolicyArn": "arn:aws:iam::123456789012:policy/Write"',
      to: '"PolicyArn": "arn:aws:iam::123456789012:policy/Wrote"',
      message: 'no managed policy is `arn:aws:iam::123456789012:policy/Wrote`',
    },
    {
      what: 'an unknown boundary',
      from: 'Arn": "arn:aws:iam::123456789012:policy/ReadOnly"',
      to: 'Arn": "arn:aws:iam::123456789012:policy/ReadNothing"',
      message: 'no managed policy is `arn:aws:iam::123456789012:policy/ReadNothing`',
    },
    {
      what: 'a misspelt member',
      from: '"PermissionsBoundary":',
      to: '"PermissionBoundary":',
      message: /PermissionBoundary/,
    },
    {
      what: 'a member of the prototype',
      from: '"GroupName": "Writers",',
      to: '"GroupName": "Writers", "__proto__": {},',
      message: /__proto__/,
    },
    {
      what: 'a duplicate JSON key',
      from: '"UserName": "alice",',
      to: '"UserName": "alice", "UserName": "bob",',
      message: /UserName/,
    },
    {
      what: 'an account that is not the first',
      from: '123456789012:user/bob',
      to: '210987654321:user/bob',
      message: /expected `arn:aws:iam::123456789012:user\/bob`/,
    },
    {
      what: 'an ARN of another user',
      from: ':user/bob',
      to: ':user/alice',
      message: /expected `arn:aws:iam::123456789012:user\/bob`/,
    },
    {
      what: 'an ARN of another service',
      from: 'arn:aws:iam::123456789012:user/bob',
      to: 'arn:aws:sts::123456789012:user/bob',
      message: /expected `arn:aws:iam::123456789012:user\/bob`/,
    },
    {
      what: 'a first ARN without an account',
      from: 'arn:aws:iam::123456789012:user/alice',
      to: 'arn:aws:iam:::user/alice',
      message: 'expected the ARN of a user or a role, with its account',
    },
    {
      what: 'a user there twice',
      from: '"UserName": "carol"',
      to: '"UserName": "Alice"',
      message: '`alice` is there twice',
    },
    {
      what: 'a tag there twice',
      from: '[{ "Key": "tier", "Value": "platinum" }]',
      to: '[{ "Key": "tier", "Value": "platinum" }, { "Key": "Tier", "Value": "tin" }]',
      message: '`tier` is there twice',
    },
    {
      what: 'a key of nobody',
      from: '"UserName": "bob"',
      to: '"UserName": "robert"',
      nth: 2,
      message: 'no user is `robert`',
    },
    {
      what: 'a key there twice',
      from: 'AKIABOBBOBBOB0000001',
      to: 'AKIAALICEALICE000001',
      message: '`AKIAALICEALICE000001` is there twice',
    },
    {
      what: 'a key id that is none',
      from: 'AKIABOBBOBBOB0000001',
      to: 'AKIA/BOB',
      message: /expected 16 to 128 letters and digits/,
    },
    { what: 'a status that is none', from: '"Inactive"', to: '"inactive"', message: /Inactive/ },
    {
      what: 'a session of an unknown role',
      from: 'assumed-role/Reader/night',
      to: 'assumed-role/Writer/night',
      message: /of a role here/,
    },
    {
      what: 'a session with a path',
      from: 'assumed-role/Reader/night-shift',
      to: 'assumed-role/Reader/night/shift',
      message: /of a role here/,
    },
    {
      what: 'a session of another account',
      from: 'sts::123456789012:assumed-role/Reader/night-shift',
      to: 'sts::210987654321:assumed-role/Reader/night-shift',
      message: /of a role here/,
    },
    {
      what: 'a session that ends at no time',
      from: '"2026-11-23T13:00:00Z"',
      to: '"tomorrow"',
      message: /.+/,
    },
    {
      what: 'a session policy that names a principal',
      from: '"Action": "notes:ListNotes", "Resource"',
      to: '"Principal": "*", "Action": "notes:ListNotes", "Resource"',
      message: /Principal/,
    },
    {
      what: 'a default version that is not there',
      from: '"DefaultVersionId": "v1"',
      to: '"DefaultVersionId": "v2"',
      message: 'no version is `v2`',
    },
    { what: 'text that is no JSON', from: '"Sessions": [', to: '"Sessions" [', message: /.+/ },
  ];
  it.each(faults)('$what is refused with its place', ({ from, to, nth, message }) => {
    const { content, line } = change(from, to, nth);
    const lines = errorOf(content);
    const named = lines.filter((each) => each.startsWith(`${file}:${line}:`));
    expect(lines.join('\n')).toMatch(message);
    expect(named, lines.join('\n')).not.toEqual([]);
    expect(named[0]?.slice(file.length)).toMatch(/^:\d+:\d+: \S/);
  });

  it.each(['', '[]', 'null', '{}', '{"Users":[]}'])('a file of `%s` is refused', (content) => {
    expect(errorOf(content)[0]).toMatch(/:1:\d+: /);
  });

  it('names every problem, in the order of the text', () => {
    const content = text.replaceAll('"Writers"]', '"Nobody"]').replaceAll('"v1"', '"v2"');
    const lines = errorOf(content.replace('"DefaultVersionId": "v2"', '"DefaultVersionId": "v3"'));
    expect(lines).toHaveLength(5);
    const places = lines.map((line) => Number(line.slice(file.length + 1).split(':')[0]));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('does not print secrets in its complaints', () => {
    const { content } = change('"Status": "Inactive"', '"State": "Inactive"');
    expect(errorOf(content).join('\n')).not.toContain('secret-of-the-tests');
  });
});
