// Clients of AWS's JSON services, unchanged, against services in the dialect `json`: what they make of
// a refusal.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand, type GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { createGate, defineService, type ServiceDefinition } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { holdContinue, ostiary } from '@ostiary/middleware/node';
import { parsePolicy } from '@ostiary/policy';
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT_FILE, NOW, REGION } from './notes-app.js';
import { alice, bob, type TestCredentials } from './signers.js';

const account = readAccountFile(ACCOUNT_FILE);

const service = (name: string, route: string): ServiceDefinition =>
  defineService({
    ...{ name, resourceTypes: {}, conditionKeys: {} },
    actions: { Get: { accessLevel: 'Read' } },
    routes: { [route]: 'Get' },
  });

interface Setting {
  readonly credentials: TestCredentials;
  /** By how much the clock of the client is off, in minutes. */
  readonly minutes?: number;
  readonly maxAttempts?: number;
}

interface Kind {
  readonly name: string;
  readonly definition: ServiceDefinition;
  /** Of every fault of the caller: JSON-RPC has no other. */
  readonly status: number;
  readonly contentType: string;
  readonly get: (endpoint: string, setting: Setting) => Promise<unknown>;
}

const options = (endpoint: string, { credentials, minutes = 0, maxAttempts = 1 }: Setting) => ({
  ...{ endpoint, region: REGION, credentials, maxAttempts },
  systemClockOffset: NOW.getTime() + minutes * 60_000 - Date.now(),
});

const kinds: readonly Kind[] = [
  {
    name: '@aws-sdk/client-lambda (rest-json)',
    definition: service('lambda', 'GET /2015-03-31/functions/{Name}'),
    status: 403,
    contentType: 'application/json; charset=utf-8',
    get: (endpoint, setting) =>
      new LambdaClient(options(endpoint, setting)).send(
        new GetFunctionCommand({ FunctionName: 'hello' }),
      ),
  },
  {
    name: '@aws-sdk/client-dynamodb (JSON 1.0)',
    definition: service('dynamodb', 'POST /'),
    status: 400,
    contentType: 'application/x-amz-json-1.0',
    get: (endpoint, setting) => {
      const item: GetItemCommandInput = { TableName: 'notes', Key: { id: { S: '1' } } };
      return new DynamoDBClient(options(endpoint, setting)).send(new GetItemCommand(item));
    },
  },
];

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Bob is denied; everybody else may. */
async function start(definition: ServiceDefinition) {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const gate = createGate({
    ...{ service: definition, region: REGION, ...account, now: () => NOW },
    policies: async (principal) => {
      const Effect = 'userName' in principal && principal.userName === 'bob' ? 'Deny' : 'Allow';
      const document = { Version: '2012-10-17', Statement: { ...statement, Effect } };
      const parsed = parsePolicy(JSON.stringify(document));
      if (!parsed.ok) throw new Error('expected a policy');
      const identity = [{ name: 'all', policy: parsed.value }];
      const none = { permissionsBoundary: null, session: null, tags: new Map() };
      return { identity, ...none, revision: 0 };
    },
  });
  const attempts: string[] = [];
  const listener = ostiary(gate, (_request, response) => void response.end('{}'));
  server = createServer((request, response) => {
    attempts.push(request.headers.authorization ?? '');
    listener(request, response);
  });
  holdContinue(server);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, attempts };
}

const expired: TestCredentials = {
  accessKeyId: 'ASIAEXPIRED000000001',
  secretAccessKey: 'expired-secret-of-the-tests',
  sessionToken: 'expired-token-of-the-tests',
};

describe.each(kinds)('$name', ({ definition, status, contentType, get }) => {
  const refusals: readonly (Setting & { readonly what: string; readonly name: string })[] = [
    { what: 'what a policy denies', credentials: bob, name: 'AccessDeniedException' },
    {
      what: 'a wrong secret',
      credentials: { ...alice, secretAccessKey: 'another' },
      name: 'InvalidSignatureException',
    },
    {
      what: 'an unknown key',
      credentials: { ...alice, accessKeyId: 'AKIAUNKNOWN000000001' },
      name: 'UnrecognizedClientException',
    },
    {
      what: 'a token that is not known',
      credentials: { ...alice, sessionToken: 'x' },
      name: 'UnrecognizedClientException',
    },
    { what: 'credentials past their end', credentials: expired, name: 'ExpiredTokenException' },
    {
      what: 'a clock that is off, without another attempt',
      ...{ credentials: alice, minutes: 10 },
      name: 'InvalidSignatureException',
    },
  ];
  it.each(refusals)('hears $name of $what', async ({ what: _what, name, ...setting }) => {
    const { endpoint } = await start(definition);
    const error = await get(endpoint, setting).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name,
      message: expect.stringMatching(/./),
      $fault: 'client',
      $metadata: {
        httpStatusCode: status,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it.each([0, 10, -10])('is let through with a clock %i minutes off', async (minutes) => {
    const { endpoint, attempts } = await start(definition);
    await get(endpoint, { credentials: alice, minutes, maxAttempts: 2 });
    expect(attempts).toHaveLength(minutes === 0 ? 1 : 2);
  });

  it('hears that a signature is missing', async () => {
    const { endpoint } = await start(definition);
    const [method = '', path = ''] = Object.keys(definition.routes)[0]?.split(' ') ?? [];
    const headers = contentType.includes('x-amz') ? { 'content-type': contentType } : {};
    const answer = await fetch(endpoint + path.replace('{Name}', 'hello'), { method, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe(contentType);
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });
});
