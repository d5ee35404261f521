// Credentials from the environment.
import { inspect } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { createClient } from '../src/index.js';
import { fromEnvironment } from '../src/node.js';
import { credentials, startNoteServer } from './note-server.js';

const environment = {
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
};

afterEach(() => {
  vi.unstubAllEnvs();
});

it('what the environment holds signs', async () => {
  const server = await startNoteServer();
  const client = createClient({
    credentials: fromEnvironment(environment),
    region: 'eu-central-1',
    service: 'notes',
  });
  const response = await client.fetch(`${server.origin}/notes`);
  expect(await response.json()).toMatchObject({ caller: 'alice' });
  await server.close();
});

it('the process’s own environment is read by default, when it is needed', async () => {
  const provider = fromEnvironment();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIALATER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
  expect(await provider()).toMatchObject({ accessKeyId: 'AKIALATER', sessionToken: 'token' });
});

it('an empty session token is none', async () => {
  const found = await fromEnvironment({ ...environment, AWS_SESSION_TOKEN: '' })();
  expect(found).not.toHaveProperty('sessionToken');
});

it('what is found prints no secret', async () => {
  const found = await fromEnvironment(environment)();
  expect(inspect(found) + JSON.stringify(found)).not.toContain(credentials.secretAccessKey);
});

it.each([
  [{}, 'NoCredentials', /`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, found neither/],
  [{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, 'NoCredentials', /found neither/],
  [{ AWS_ACCESS_KEY_ID: 'AKIA' }, 'PartialCredentials', /`AWS_SECRET_ACCESS_KEY`/],
  [{ AWS_SECRET_ACCESS_KEY: 'hush' }, 'PartialCredentials', /`AWS_ACCESS_KEY_ID`/],
])('%j is refused as %s', async (found, code, message) => {
  const error = await fromEnvironment(found)().catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ name: 'ClientError', code, fault: 'Sender' });
  expect(String(error)).toMatch(message);
  expect(String(error)).not.toContain('hush');
});
