// Findings about policy files: how they are printed, and the exit code.
import { expect, it } from 'vitest';
import { ALLOW_ALL, document } from './a-case.js';
import { makeFolder } from './folder.js';
import { run } from './run.js';

const write = makeFolder();
const good = write('good.json', document(ALLOW_ALL));
const broken = write(
  'broken.json',
  '{\n  "Statement": {"Effect": "Permit", "Action": "a:*", "Resource": "*"}\n}',
);
const FINDING = `${broken}:2:27: ERROR INVALID_EFFECT: expected \`Allow\` or \`Deny\`, found \`Permit\`\n`;
const doubtful = write(
  'doubtful.json',
  document({ ...ALLOW_ALL, Condition: { StringEquals: { 'aws:UserAgent': 'a*' } } }),
);
const trust = write(
  'trust.json',
  document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }),
);
const validate = (...args: readonly string[]) => run(['validate', ...args]);

it('a good policy is passed over in silence, and ends with 0', async () => {
  expect(await validate(good)).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('an error is printed with its place, and ends with 1', async () => {
  expect(await validate(good, broken)).toEqual({ code: 1, stdout: FINDING, stderr: '' });
});

it('a warning is printed, and does not end with 1', async () => {
  const { code, stdout } = await validate(doubtful);
  expect(code).toBe(0);
  expect(stdout).toMatch(/doubtful\.json:10:\d+: WARNING WILDCARD_WITHOUT_LIKE_OPERATOR: /);
});

it('--json prints a list, also of nothing', async () => {
  expect(await validate('--json', good)).toMatchObject({ code: 0, stdout: '[]\n' });
  const { code, stdout } = await validate('--json', broken);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual([
    {
      file: broken,
      line: 2,
      column: 27,
      level: 'ERROR',
      code: 'INVALID_EFFECT',
      message: 'expected `Allow` or `Deny`, found `Permit`',
      path: ['Statement', 'Effect'],
    },
  ]);
});

it('--type asks for the grammar of one type; without it any is taken', async () => {
  expect((await validate(trust)).code).toBe(0);
  expect((await validate('--type', 'trust', trust)).code).toBe(0);
  expect((await validate('--type', 'identity', trust)).stdout).toContain('UNSUPPORTED_PRINCIPAL');
  expect((await validate('--type', 'permissions-boundary', good)).code).toBe(0);
  expect((await validate('--type', 'resource', good)).stdout).toContain('MISSING_PRINCIPAL');
});

it('- is standard input', async () => {
  const { code, stdout } = await run(['validate', '-'], ['{"State', 'ment": []}']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^-:1:15: ERROR MISSING_STATEMENT: /);
});

it('a file that cannot be read is said on stderr and ends with 2, and the others are read', async () => {
  const latin = write('latin.json', Uint8Array.from([0x22, 0xe4, 0x22]));
  const { code, stdout, stderr } = await validate('none/such.json', broken, latin);
  expect({ code, stdout }).toEqual({ code: 2, stdout: FINDING });
  expect(stderr).toBe(
    `none/such.json: there is no such file\n${latin}: expected a text in UTF-8\n`,
  );
});

it('wrong use ends with 2', async () => {
  expect(await validate()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('missing required argument'),
  });
  expect(await validate('--type', 'group', good)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Allowed choices'),
  });
});

it('a byte order mark and Windows line ends are no faults', async () => {
  const file = write(
    'windows.json',
    `\ufeff${JSON.stringify(document(ALLOW_ALL), null, 2).replaceAll('\n', '\r\n')}`,
  );
  expect(await validate(file)).toEqual({ code: 0, stdout: '', stderr: '' });
});
