// SAML providers that an account trusts.
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** A SAML 2.0 identity provider. */
export interface SamlProvider extends Row {
  readonly name: string;
  /** Tells it from another that gets the name after it. */
  readonly uuid: string;
  /** The text of its metadata that was put, to the letter. */
  readonly metadata: string;
  readonly createDate: string;
  /** After which its metadata holds no more. */
  readonly validUntil: string;
  readonly tags: Tags;
}

/** All SAML providers, by name; names are told apart by case, as their ARNs are. */
export const SAML_PROVIDERS: Table<SamlProvider> = {
  name: 'saml_providers',
  key: ({ name }) => [name],
  indexes: {},
};
