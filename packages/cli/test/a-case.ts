// A case to vary: alice, who may read notes, reads one.

/** A document of statements. */
export const document = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** Allows everything. */
export const ALLOW_ALL: object = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The principal of {@link aCase}. */
export const ALICE: object = { type: 'User', arn: 'arn:aws:iam::123456789012:user/team/alice' };

/** A line of a batch; `request` and `policies` replace what is there by member. */
export function aCase(request: object = {}, policies: object = {}): Record<string, unknown> {
  return {
    id: '1',
    request: {
      principal: ALICE,
      action: 'notes:GetNote',
      resource: 'arn:aws:notes:eu-west-1:123456789012:note/1',
      context: {},
      ...request,
    },
    identityPolicies: [document(ALLOW_ALL)],
    resourcePolicy: null,
    permissionsBoundaries: null,
    sessionPolicies: null,
    serviceControlPolicies: null,
    resourceControlPolicies: null,
    endpointPolicies: null,
    ...policies,
  };
}
