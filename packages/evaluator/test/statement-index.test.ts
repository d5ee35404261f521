// Many policies in one set decide as each of them alone would.
import { type Policy, parsePolicy } from '@ostiary/policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuthorizationRequest,
  compile,
  createRequestContext,
  evaluate,
  type NamedPolicy,
  principalContext,
} from '../src/index.js';
import { simulate } from './simulated-case.js';

const { request: asked } = simulate({
  request: {
    principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/bob' },
    action: 'docs:Get',
    resource: '*',
    context: {},
  },
});

const names = fc.constantFrom('a', 'b', 'ab', 'x1', 'x12', '');
const tails = fc.array(names, { minLength: 1, maxLength: 4 });
const separators = fc.constantFrom('/', ':', '-');
const resourceNames = fc
  .tuple(tails, separators)
  .map(
    ([parts, separator]) => `arn:aws:docs:eu:123456789012:doc${separator}${parts.join(separator)}`,
  );

const wildcards = fc.constantFrom(
  '*',
  '?',
  'x*',
  '${aws:username}',
  '${aws:none}',
  "${aws:none, 'a'}",
);
const patterns = fc.oneof(
  resourceNames,
  fc.constant('*'),
  fc
    .tuple(
      fc.constantFrom('eu', '*', 'e*', '?u'),
      fc.constantFrom('123456789012', '*'),
      fc.array(fc.oneof(names, wildcards), { minLength: 1, maxLength: 4 }),
      separators,
    )
    .map(([region, account, parts, separator]) => {
      return `arn:aws:docs:${region}:${account}:doc${separator}${parts.join(separator)}`;
    }),
);
const statements = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom('docs:Get', 'docs:*', 'docs:Put', ['docs:Get', 'docs:Put'], '*'),
  resource: fc.tuple(
    fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
    fc.array(patterns, { minLength: 1, maxLength: 3 }),
  ),
});

function toPolicy({ Effect, Action, resource: [element, texts] }: Statement): Policy {
  const Statement = { Effect, Action, [element]: texts };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement });
  if (!parsed.ok) throw new TypeError(parsed.issues[0]?.message ?? 'no policy');
  return parsed.value;
}

type Statement = typeof statements extends fc.Arbitrary<infer Value> ? Value : never;

function outcome(request: AuthorizationRequest, policies: readonly NamedPolicy[]): string {
  return evaluate(request, { identity: compile(policies, 'identity') }).outcome;
}

describe('an index over many statements', () => {
  it('agrees with each of them alone', () => {
    const many = fc.array(statements, { minLength: 60, maxLength: 120 });
    fc.assert(
      fc.property(many, fc.array(resourceNames, { minLength: 8 }), (written, resources) => {
        const policies = written.map((each, at) => ({ name: `${at}`, policy: toPolicy(each) }));
        for (const resource of [...resources, '*']) {
          const context = createRequestContext(principalContext(asked.principal));
          const request = { ...asked, resource, context };
          const alone = policies.map((policy) => outcome(request, [policy]));
          const expected =
            ['explicitDeny', 'allowed'].find((each) => alone.includes(each)) ?? 'implicitDeny';
          expect(outcome(request, policies)).toBe(expected);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('finds one of thousands that share a prefix by what tells it apart', () => {
    const policies = Array.from({ length: 5_000 }, (_, at) => {
      const Resource = `arn:aws:docs:*:*:doc/x${at}/*`;
      const statement = { Effect: 'Allow', Action: 'docs:Get', Resource };
      const parsed = parsePolicy({ Version: '2012-10-17', Statement: statement });
      if (!parsed.ok) throw new TypeError('no policy');
      return { name: `p${at}`, policy: parsed.value };
    });
    const set = compile(policies, 'identity');
    const resource = 'arn:aws:docs:eu:123456789012:doc/x4711/part';
    const decision = evaluate({ ...asked, resource }, { identity: set });
    expect(
      decision.outcome === 'allowed' && decision.by !== 'root' && decision.by.policy.name,
    ).toBe('p4711');
    const other = 'arn:aws:docs:eu:123456789012:doc/x5000/part';
    expect(evaluate({ ...asked, resource: other }, { identity: set }).outcome).toBe('implicitDeny');
  });

  it('finds none whose condition does not hold', () => {
    const policies = Array.from({ length: 40 }, (_, at) => {
      const Resource = ['arn:aws:docs:eu:123456789012:doc/a', `arn:aws:docs:*:*:doc/x${at}`];
      const Condition = { StringEquals: { 'docs:Number': `${at}` } };
      const statement = { Effect: 'Allow', Action: 'docs:Get', Resource, Condition };
      const parsed = parsePolicy({ Version: '2012-10-17', Statement: statement });
      if (!parsed.ok) throw new TypeError('no policy');
      return { name: `p${at}`, policy: parsed.value };
    });
    const ask = (name: string, number: string): string => {
      const resource = `arn:aws:docs:eu:123456789012:doc/${name}`;
      const context = createRequestContext([['docs:Number', number]]);
      return outcome({ ...asked, resource, context }, policies);
    };
    expect(ask('x7', '7')).toBe('allowed');
    expect(ask('x7', '8')).toBe('implicitDeny');
    expect(ask('a', '39')).toBe('allowed');
    expect(ask('a', '40')).toBe('implicitDeny');
  });

  it('finds resources longer than it hashes', () => {
    const policies = Array.from({ length: 40 }, (_, at) => {
      const Resource = `arn:aws:docs:eu:123456789012:doc/x${at}/*`;
      const parsed = parsePolicy({ Statement: { Effect: 'Allow', Action: 'docs:Get', Resource } });
      if (!parsed.ok) throw new TypeError('no policy');
      return { name: `p${at}`, policy: parsed.value };
    });
    const resource = `arn:aws:docs:eu:123456789012:doc/x7/${'y'.repeat(5_000)}`;
    expect(outcome({ ...asked, resource }, policies)).toBe('allowed');
  });
});
