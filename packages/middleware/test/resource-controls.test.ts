// What an organization says of resources, as the gate asks for it and holds to it.
import type { ResourceControls } from '@ostiary/evaluator';
import {
  createGate,
  type Demand,
  type GateOptions,
  type IncomingRequest,
} from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { type Policy, parseArn, parsePolicy } from '@ostiary/policy';
import { signRequest } from '@ostiary/sigv4';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_FILE, NOW, REGION } from './http/notes-app.js';
import { alice } from './http/signers.js';
import { notesService } from './notes-service.js';

const OWN = '123456789012';
const account = readAccountFile(ACCOUNT_FILE);

const resourceControl = (statement: object): Policy => {
  const parsed = parsePolicy(
    { Version: '2012-10-17', Statement: { Principal: '*', Resource: '*', ...statement } },
    { policyType: 'resourceControl' },
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
};

const ALL = { name: 'All', policy: resourceControl({ Effect: 'Allow', Action: '*' }) };
const denying = (condition: object) => ({
  name: 'Deny',
  policy: resourceControl({ Effect: 'Deny', Action: 'notes:*', Condition: condition }),
});
const organization = { organizationId: 'o-exampleorg', path: 'o-exampleorg/r-exam/' };

const note: Demand = {
  action: 'notes:GetNote',
  resource: arn(`arn:aws:notes:${REGION}:${OWN}:note/alice/1`),
};

function arn(text: string) {
  const parsed = parseArn(text);
  if (!parsed.ok) throw new Error(`no ARN: ${text}`);
  return parsed.value.arn;
}

/** Asks a gate to allow one demand of alice, with what an organization says of accounts. */
async function ask(
  controls: ResourceControls | 'failing',
  demand: Demand = note,
  options: Partial<GateOptions> = {},
) {
  const asked: string[] = [];
  const gate = createGate({
    ...{ service: notesService, region: REGION, ...account, now: () => NOW },
    resourceControls: async (accountId) => {
      asked.push(accountId);
      if (controls === 'failing') throw new Error('down');
      return controls;
    },
    onError: () => undefined,
    ...options,
    reader: () => ({
      ...{ terms: {}, body: 'whole' },
      ask: async () => ({ action: demand.action, demands: [demand], given: undefined }),
    }),
  });
  const unsigned = { method: 'GET', path: '/', query: '', headers: [['Host', 'x']] as const };
  const terms = { credentials: alice, region: REGION, service: 'notes', date: NOW };
  const { headers } = await signRequest(unsigned, terms);
  const request: IncomingRequest = {
    ...{ ...unsigned, headers, remoteAddress: '127.0.0.1', isSecure: true },
    readBody: async () => new Uint8Array(),
  };
  const verdict = await gate.authorize(request);
  return { answer: verdict.allowed ? 'allowed' : verdict.refusal.code, asked };
}

describe('resource control policies', () => {
  it('are asked for of the account in the ARN, and allow what each level allows', async () => {
    expect(await ask({ organization, resourceControl: [[ALL], [ALL]] })).toEqual({
      ...{ answer: 'allowed', asked: [OWN] },
    });
  });

  it.each([
    ['a level that allows nothing', [[ALL], []]],
    ['a deny on any level', [[ALL], [ALL, denying({})]]],
  ])('refuse with %s', async (_what, levels) => {
    expect((await ask({ organization, resourceControl: levels })).answer).toBe(
      'AccessDeniedException',
    );
  });

  it.each([
    ['aws:ResourceOrgID', 'o-exampleorg'],
    ['aws:ResourceOrgPaths', 'o-exampleorg/r-exam/'],
  ])('see %s, and nothing of it for an account in no organization', async (key, value) => {
    const outside = denying({ 'ForAnyValue:StringEquals': { [key]: value } });
    const without = denying({ Null: { [key]: 'true' } });
    const refuses = async (controls: ResourceControls) => (await ask(controls)).answer;
    expect(await refuses({ organization, resourceControl: [[ALL, outside]] })).toBe(
      'AccessDeniedException',
    );
    expect(await refuses({ organization, resourceControl: [[ALL, without]] })).toBe('allowed');
    expect(await refuses({ resourceControl: [[ALL, outside]] })).toBe('allowed');
    expect(await refuses({ resourceControl: [[ALL, without]] })).toBe('AccessDeniedException');
  });

  it('are not deceived by a request that names an organization', async () => {
    const claims = { ...note, context: [['aws:ResourceOrgID', 'o-exampleorg'] as const] };
    const without = denying({ Null: { 'aws:ResourceOrgID': 'true' } });
    expect((await ask({ resourceControl: [[ALL, without]] }, claims)).answer).toBe(
      'AccessDeniedException',
    );
  });

  it('are those of the account that is described, and of the caller without any resource', async () => {
    const other = { ...note, described: { accountId: '210987654321' } };
    expect((await ask({}, JSON.parse(JSON.stringify(other)))).asked).toEqual(['210987654321']);
    expect((await ask({}, { action: 'notes:ListNotes', resource: '*' })).asked).toEqual([OWN]);
  });

  it('stand beside those that the service names itself', async () => {
    const described = { resourceControl: [[ALL, denying({})]] };
    expect((await ask({ resourceControl: [[ALL]] }, { ...note, described })).answer).toBe(
      'AccessDeniedException',
    );
  });

  it('that cannot be told refuse', async () => {
    expect((await ask('failing')).answer).toBe('ServiceUnavailable');
  });
});
