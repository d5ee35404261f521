// Services whose resource policy has to grant, as key policies of AWS KMS have to.
import { expect, it } from 'vitest';
import { evaluate } from '../src/index.js';
import { describeDecision, simulate } from './simulated-case.js';

const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const document = (statement: object): object => ({ Version: '2012-10-17', Statement: statement });

function decide(resourcePrincipal: unknown, identityPolicies: readonly unknown[]): unknown {
  const { request, policies } = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
      action: 'vault:Open',
      resource: 'arn:aws:vault:eu-west-1:123456789012:key/1',
      context: {},
    },
    identityPolicies,
    resourcePolicy: document({ ...ALLOW, Principal: resourcePrincipal }),
  });
  return describeDecision(evaluate(request, { ...policies, resourceMustGrant: true }));
}

it('an identity policy is not enough when the resource must grant', () => {
  expect(decide({ AWS: 'arn:aws:iam::123456789012:user/bob' }, [document(ALLOW)])).toEqual({
    decision: 'implicitDeny',
    missing: 'resource',
  });
});

it('a grant to the account delegates to identity policies when the resource must grant', () => {
  expect(decide({ AWS: '123456789012' }, [document(ALLOW)])).toMatchObject({ decision: 'allowed' });
  expect(decide({ AWS: '123456789012' }, [])).toEqual({
    decision: 'implicitDeny',
    missing: 'identity',
  });
});

it('a grant to the user is enough when the resource must grant', () => {
  const decision = decide({ AWS: 'arn:aws:iam::123456789012:user/alice' }, []);
  expect(decision).toMatchObject({ decision: 'allowed', by: { policy: 'resourcePolicy' } });
});
