// Whom an identity provider vouches for, once its token or assertion has been verified.
import type { FederatedPrincipal } from '@ostiary/policy';
import type { Demand } from './operation.js';
import type { TagShapes } from './tags.js';

/** What was proven, and what the provider says about it. */
export interface FederatedIdentity {
  readonly principal: FederatedPrincipal;
  /** Condition keys of the provider: `accounts.example.com:sub`, `saml:aud`. */
  readonly context: Demand['context'];
  readonly tags: TagShapes;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string | undefined;
}
