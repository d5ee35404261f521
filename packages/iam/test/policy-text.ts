// An identity-based policy as text.

/** Allows one action on everything. */
export function allowing(Action = 'notes:GetNote'): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
}
