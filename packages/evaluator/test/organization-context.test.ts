// Where an account stands in an organization, as condition keys.
import { describe, expect, it } from 'vitest';
import { organizationContext } from '../src/index.js';

const PLACE = { organizationId: 'o-exampleorgid', path: 'o-exampleorgid/r-exam/ou-exam-one/' };

describe('the keys of an account in an organization', () => {
  it.each(['Principal', 'Resource'] as const)('are those of the %s', (whose) => {
    expect(organizationContext(whose, PLACE)).toEqual([
      [`aws:${whose}OrgID`, ['o-exampleorgid']],
      [`aws:${whose}OrgPaths`, ['o-exampleorgid/r-exam/ou-exam-one/']],
    ]);
  });

  it.each(['Principal', 'Resource'] as const)('have no value for a %s in none', (whose) => {
    expect(organizationContext(whose, undefined)).toEqual([
      [`aws:${whose}OrgID`, []],
      [`aws:${whose}OrgPaths`, []],
    ]);
  });
});
