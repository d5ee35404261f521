// No input that the types allow makes a decision throw.
import {
  type AccountId,
  type Arn,
  CONDITION_OPERATORS,
  type ConditionOperatorName,
  type Policy,
  type PolicyType,
  type Principal,
  type Statement,
} from '@ostiary/policy';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type AuthorizationRequest,
  accessDeniedMessage,
  compile,
  createRequestContext,
  evaluate,
  explain,
  type PolicySet,
  principalContext,
} from '../src/index.js';

/** Text that is often special to some part of the evaluator. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '*', '?', ':', '${', '$' + '{*}', '$' + "{a:b, ''}", '$' + '{a:b}'),
  fc.constantFrom('a:b', 'constructor', '__proto__', 'arn:aws:s3:::x', 'arn:aws:iam::1:root'),
  fc.constantFrom('true', '1e999', '-0', '2026-02-30', '::', '::ffff:1.2.3.4', '1.2.3.4/33'),
  fc
    .array(fc.constantFrom('*', '?', ':', 'a', '$' + '{a:b}'), { maxLength: 9 })
    .map((parts) => parts.join('')),
);
const texts = fc.array(text, { maxLength: 3 });
const arn = text as fc.Arbitrary<Arn>;
const accountId = fc.oneof(text, fc.constant('123456789012')) as fc.Arbitrary<AccountId>;

const principal: fc.Arbitrary<Principal> = fc.oneof(
  fc.record({ type: fc.constant('User' as const), arn, accountId, userName: text, userId: text }),
  fc.record({ type: fc.constant('Role' as const), arn, accountId, roleId: text }),
  fc.record({
    type: fc.constant('AssumedRole' as const),
    arn,
    accountId,
    roleArn: arn,
    sessionName: text,
  }),
  fc.record({ type: fc.constant('FederatedUser' as const), arn, accountId, userArn: arn }),
  fc.record({ type: fc.constant('Root' as const), arn, accountId }),
  fc.record(
    { type: fc.constant('Federated' as const), provider: text, accountId },
    { requiredKeys: ['type', 'provider'] },
  ),
  fc.record({ type: fc.constant('Service' as const), service: text }),
  fc.record({ type: fc.constant('CanonicalUser' as const), canonicalId: text }),
  fc.constant({ type: 'Anonymous' as const }),
);

const operatorName = fc.constantFrom(
  ...(Object.keys(CONDITION_OPERATORS) as ConditionOperatorName[]),
);
const condition = fc.record({
  operator: fc.record({
    name: operatorName,
    qualifier: fc.constantFrom(undefined, 'ForAllValues' as const, 'ForAnyValue' as const),
    ifExists: fc.boolean(),
  }),
  key: text,
  values: texts,
});

const statement: fc.Arbitrary<Statement> = fc.record({
  sid: fc.option(text, { nil: undefined }),
  effect: fc.constantFrom('Allow' as const, 'Deny' as const),
  principal: fc.option(
    fc.record({
      element: fc.constantFrom('Principal' as const, 'NotPrincipal' as const),
      principals: fc.array(
        fc.record({ key: fc.constantFrom('AWS' as const, 'Service' as const), value: text }),
        { maxLength: 2 },
      ),
    }),
    { nil: undefined },
  ),
  action: fc.record({
    element: fc.constantFrom('Action' as const, 'NotAction' as const),
    patterns: texts,
  }),
  resource: fc.option(
    fc.record({
      element: fc.constantFrom('Resource' as const, 'NotResource' as const),
      patterns: texts,
    }),
    { nil: undefined },
  ),
  conditions: fc.array(condition, { maxLength: 2 }),
});

const policy: fc.Arbitrary<Policy> = fc.record({
  version: fc.constantFrom('2012-10-17' as const, '2008-10-17' as const),
  id: fc.constant(undefined),
  statements: fc.array(statement, { maxLength: 2 }),
});

function set(policyType: PolicyType): fc.Arbitrary<PolicySet> {
  return fc
    .array(fc.record({ name: text, policy }), { maxLength: 2 })
    .map((policies) => compile(policies, policyType));
}

const maybe = (policyType: PolicyType): fc.Arbitrary<PolicySet | undefined> =>
  fc.option(set(policyType), { nil: undefined });

const policies = fc.record({
  identity: maybe('identity'),
  permissionsBoundary: maybe('permissionsBoundary'),
  session: maybe('session'),
  resource: fc.oneof(maybe('resource'), maybe('trust')),
  serviceControl: fc.array(set('serviceControl'), { maxLength: 2 }),
  resourceControl: fc.array(set('resourceControl'), { maxLength: 2 }),
  endpoint: maybe('endpoint'),
});

const request: fc.Arbitrary<AuthorizationRequest> = fc
  .record({
    principal,
    action: text,
    resource: text,
    resourceAccountId: accountId,
    entries: fc.array(fc.tuple(text, fc.oneof(text, texts)), { maxLength: 4 }),
  })
  .map(({ entries, ...rest }) => ({
    ...rest,
    context: createRequestContext([...principalContext(rest.principal), ...entries]),
  }));

it('evaluate, explain and the refusal message never throw', () => {
  fc.assert(
    fc.property(request, policies, (asked, applicable) => {
      const decision = evaluate(asked, applicable);
      expect(explain(decision).length).toBeGreaterThan(0);
      if (decision.outcome !== 'allowed') expect(accessDeniedMessage(decision)).not.toBe('');
    }),
    { numRuns: 2000 },
  );
});
