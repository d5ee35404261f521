// The guide to S3-shaped APIs says what holds: its definition makes a gate, and its policy is one.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGate, defineService, type ServiceDefinition } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { parsePolicy } from '@ostiary/policy';
import { expect, it } from 'vitest';

const guide = readFileSync(new URL('../../../docs/guide/object-store.md', import.meta.url), 'utf8');
const account = readAccountFile(fileURLToPath(new URL('../account.json', import.meta.url)));
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1] ?? '';

it('its definition makes a gate, which knows its routes and no others', async () => {
  const code = block('ts')
    .replace(/^import .*$/m, '')
    .replace('export const objects =', 'return');
  const service: ServiceDefinition = new Function('defineService', code)(defineService);
  const gate = createGate({ service, region: 'us-east-1', ...account });
  const ask = async (path: string, query = '') => {
    const head = { method: 'GET', path, query, headers: [], remoteAddress: '::1', isSecure: false };
    const verdict = await gate.authorize({ ...head, readBody: async () => new Uint8Array() });
    return verdict.allowed ? 'allowed' : verdict.refusal.message;
  };
  expect(await ask('/photos/public/a//b')).toContain('the request is not signed');
  expect(await ask('/photos/public/a', 'acl')).toBe(
    'no rule maps GET /photos/public/a to an action',
  );
});

it('its policy is a policy', () => {
  expect(parsePolicy(block('json'))).toMatchObject({ ok: true });
});
