// Requests that say otherwise than by their route what they ask for.
import {
  type Asked,
  type AuditRecord,
  createGate,
  type Demand,
  type GateOptions,
  type IncomingRequest,
  type ReaderOptions,
  type ResourceDescription,
  type SignatureTerms,
} from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { type Arn, parseArn, parsePolicy } from '@ostiary/policy';
import { signRequest } from '@ostiary/sigv4';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_FILE, NOW, REGION } from './http/notes-app.js';
import { alice } from './http/signers.js';
import { notesService } from './notes-service.js';

interface Given {
  readonly action: string | null;
}

const account = readAccountFile(ACCOUNT_FILE);
const arn = (text: string): Arn => {
  const parsed = parseArn(text);
  if (!parsed.ok) throw new Error(`no ARN: ${text}`);
  return parsed.value.arn;
};
const note = (name: string) => arn(`arn:aws:notes:${REGION}:123456789012:note/alice/${name}`);

/** A reader as a Query service has it: the action stands in the form. */
function query(
  ask: (given: Given) => Asked<Given>,
  terms: SignatureTerms = {},
): ReaderOptions<Given> {
  return {
    reader: () => ({
      terms,
      body: 'first',
      ask: async ({ body }) => {
        const form = new URLSearchParams(Buffer.from(body ?? []).toString());
        return ask({ action: form.get('Action') });
      },
    }),
  };
}

const demands = (...list: readonly [Demand, ...Demand[]]) =>
  query((given) => ({ action: 'notes:First', demands: list, given }));

interface Call {
  readonly signed?: boolean;
  readonly service?: string;
  readonly region?: string;
  readonly options?: Partial<GateOptions>;
}

async function ask(reader: ReaderOptions<Given>, call: Call = {}) {
  const { signed = true, service = 'notes', region = REGION, options = {} } = call;
  const records: AuditRecord[] = [];
  const errors: unknown[] = [];
  const gate = createGate({
    ...{ service: notesService, region: REGION, ...account, now: () => NOW },
    audit: { record: (record) => void records.push(record) },
    onError: (error) => errors.push(error),
    ...options,
    ...reader,
  });
  const body = 'Action=GetNote&Version=1';
  const unsigned = {
    method: 'POST',
    path: '/',
    query: '',
    headers: [['Host', 'x']] as const,
    body,
  };
  const { headers } = signed
    ? await signRequest(unsigned, { credentials: alice, region, service, date: NOW })
    : unsigned;
  const request: IncomingRequest = {
    ...{ method: 'POST', path: '/', query: '', headers, remoteAddress: '127.0.0.1' },
    isSecure: true,
    readBody: async () => Buffer.from(body),
  };
  const verdict = await gate.authorize(request);
  return { verdict, records, errors };
}

const named = (name: string, document: object, type?: 'trust'): ResourceDescription => {
  const parsed = parsePolicy(JSON.stringify(document), type && { policyType: type });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return { policy: { name, policy: parsed.value }, ...(type && { policyType: type }) };
};

describe('a reader of requests', () => {
  it('reads the verified body once, and hands on what it read', async () => {
    const { verdict } = await ask(demands({ action: 'notes:GetNote', resource: note('1') }));
    expect(verdict).toMatchObject({ allowed: true, given: { action: 'GetNote' } });
  });

  it('all demands have to be allowed', async () => {
    const first = { action: 'notes:GetNote', resource: note('1') } as const;
    const second = { action: 'notes:DeleteEverything', resource: '*' } as const;
    expect((await ask(demands(first, first))).verdict.allowed).toBe(true);
    for (const list of [
      [first, second],
      [second, first],
    ] as const) {
      const { verdict, records } = await ask(demands(list[0], list[1]));
      expect(verdict).toMatchObject({ allowed: false, refusal: { code: 'AccessDeniedException' } });
      expect(records).toMatchObject([
        { eventName: 'notes:First', outcome: 'implicitDeny', resource: '*' },
      ]);
    }
  });

  it('no demand at all is refused, and a failure of ours', async () => {
    const none = query((given) => ({ action: 'notes:First', demands: JSON.parse('[]'), given }));
    const { verdict, errors } = await ask(none);
    expect(verdict).toMatchObject({ allowed: false, refusal: { status: 503 } });
    expect(errors).toMatchObject([{ message: 'a request that demands nothing' }]);
  });

  it('where nothing has to be allowed, whoever is proven passes, and is recorded', async () => {
    const open = query((given) => ({
      action: 'sts:GetCallerIdentity',
      authorization: 'none',
      given,
    }));
    const { verdict, records } = await ask(open);
    expect(verdict).toMatchObject({ allowed: true, decisions: [] });
    expect(records).toMatchObject([
      {
        eventName: 'sts:GetCallerIdentity',
        outcome: 'allowed',
        userIdentity: { userName: 'alice' },
      },
    ]);
    expect((await ask(open, { signed: false })).verdict).toMatchObject({
      refusal: { code: 'MissingAuthenticationTokenException' },
    });
    const everybody = query((given) => ({
      action: 'x:Y',
      authorization: 'none',
      anonymous: true,
      given,
    }));
    expect((await ask(everybody, { signed: false })).verdict.allowed).toBe(true);
  });

  it('what it throws refuses', async () => {
    const broken = query(() => {
      throw new Error('the store is down');
    });
    const { verdict, errors } = await ask(broken);
    expect(verdict).toMatchObject({ allowed: false, refusal: { code: 'ServiceUnavailable' } });
    expect(errors).toMatchObject([{ message: 'the store is down' }]);
  });

  it('a trust policy decides alone, and a resource policy beside the identity policies', async () => {
    const role = arn('arn:aws:iam::123456789012:role/Deploy');
    const trust = (who: string) =>
      named(
        'Deploy',
        {
          Statement: [{ Effect: 'Allow', Principal: { AWS: who }, Action: 'sts:AssumeRole' }],
        },
        'trust',
      );
    const assume = (described: ResourceDescription) =>
      ask(demands({ action: 'sts:AssumeRole', resource: role, described }));
    expect((await assume(trust('arn:aws:iam::123456789012:user/alice'))).verdict.allowed).toBe(
      true,
    );
    expect((await assume(trust('arn:aws:iam::123456789012:user/bob'))).verdict.allowed).toBe(false);
    expect((await assume({})).verdict.allowed).toBe(false);
  });

  it('what a request proves counts instead of what the credentials say; what it only says does not', async () => {
    const role = arn('arn:aws:iam::123456789012:role/Deploy');
    const statement = {
      ...{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    };
    const described = named('Deploy', { Statement: [statement] }, 'trust');
    const present = [['aws:MultiFactorAuthPresent', 'true']] as const;
    const withoutMfa: Partial<GateOptions> = {
      signingKeys: async (query) => {
        const found = await account.signingKeys(query);
        const context = [['aws:MultiFactorAuthPresent', 'false']] as const;
        return found && { ...found, principal: { ...found.principal, context } };
      },
    };
    const assume = (more: Partial<Demand>) =>
      ask(demands({ action: 'sts:AssumeRole', resource: role, described, ...more }), {
        options: withoutMfa,
      });
    expect((await assume({})).verdict.allowed).toBe(false);
    expect((await assume({ context: present })).verdict.allowed).toBe(false);
    expect((await assume({ proven: present })).verdict.allowed).toBe(true);
  });

  it('control policies of the caller and of the resource limit', async () => {
    const policyOf = (document: object) => {
      const { policy } = named('Control', document);
      if (policy === undefined) throw new Error('no policy');
      return policy;
    };
    const all = policyOf({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
    const none = policyOf({
      Statement: [{ Effect: 'Deny', Action: 'notes:GetNote', Resource: '*' }],
    });
    const forAll = policyOf({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
    });
    const noneForAll = policyOf({
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'notes:GetNote', Resource: '*' }],
    });
    const get = (described: ResourceDescription = {}): Demand => ({
      ...{ action: 'notes:GetNote', resource: note('1'), described },
    });
    const under = (levels: readonly (readonly (typeof all)[])[]): Partial<GateOptions> => ({
      policies: async (principal) => {
        const found = await account.policies(principal);
        return found && { ...found, serviceControl: levels };
      },
    });
    expect((await ask(demands(get()), { options: under([[all], [all]]) })).verdict.allowed).toBe(
      true,
    );
    expect((await ask(demands(get()), { options: under([[all], []]) })).verdict).toMatchObject({
      refusal: { message: expect.stringContaining('service control policy') },
    });
    expect((await ask(demands(get()), { options: under([[all, none]]) })).verdict.allowed).toBe(
      false,
    );
    expect((await ask(demands(get({ resourceControl: [[forAll]] })))).verdict.allowed).toBe(true);
    expect(
      (await ask(demands(get({ resourceControl: [[forAll], [forAll, noneForAll]] })))).verdict,
    ).toMatchObject({
      refusal: { message: expect.stringContaining('resource control policy') },
    });
  });

  it('signatures for several services and any region, where that is said', async () => {
    const get = demands({ action: 'notes:GetNote', resource: note('1') });
    const options = { signedFor: { services: ['iam', 'sts'], regions: 'any' } } as const;
    for (const service of ['iam', 'sts']) {
      const { verdict } = await ask(get, { service, region: 'ap-south-1', options });
      expect(verdict).toMatchObject({
        allowed: true,
        caller: { scope: { service, region: 'ap-south-1' } },
      });
      expect((await ask(get, { service })).verdict.allowed).toBe(false);
    }
    expect((await ask(get, { service: 'notes', options })).verdict.allowed).toBe(false);
  });

  it('an encoded message of the decision follows an AccessDenied', async () => {
    const denied = demands({ action: 'notes:Nothing', resource: '*' });
    const { verdict } = await ask(denied, {
      options: { encodeDecision: async ({ outcome }) => `<${outcome}>` },
    });
    expect(verdict).toMatchObject({
      refusal: {
        message:
          'User: arn:aws:iam::123456789012:user/alice is not authorized to perform: notes:Nothing because no identity-based policy allows the notes:Nothing action. Encoded authorization failure message: <implicitDeny>',
      },
    });
  });

  it('a signature is used once, where that is said', async () => {
    const read = demands({ action: 'notes:GetNote', resource: note('1') });
    const once = query(
      (given) => ({
        action: 'notes:First',
        demands: [{ action: 'notes:GetNote', resource: note('1') }],
        given,
      }),
      { refusesReplays: true },
    );
    for (const [reader, second] of [
      [read, 'allowed'],
      [once, 'InvalidRequest'],
    ] as const) {
      const gate = createGate({
        service: notesService,
        region: REGION,
        ...account,
        now: () => NOW,
        ...reader,
      });
      const unsigned = { method: 'POST', path: '/', query: '', headers: [['Host', 'x']] as const };
      const { headers } = await signRequest(unsigned, {
        credentials: alice,
        region: REGION,
        service: 'notes',
        date: NOW,
      });
      const connection = { remoteAddress: '127.0.0.1', isSecure: true };
      const request = {
        ...unsigned,
        headers,
        ...connection,
        readBody: async () => new Uint8Array(),
      };
      expect((await gate.authorize(request)).allowed).toBe(true);
      const again = await gate.authorize(request);
      expect(again.allowed ? 'allowed' : again.refusal.code).toBe(second);
    }
  });
});
