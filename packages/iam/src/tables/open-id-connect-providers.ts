// OpenID Connect providers that an account trusts to vouch for people and machines.
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** An OIDC provider. */
export interface OpenIdConnectProvider extends Row {
  /** The issuer without its scheme, `accounts.example.com/team`; it stands in the ARN. */
  readonly url: string;
  /** As tokens name it in `iss`: `https://accounts.example.com/team`. */
  readonly issuer: string;
  /** The audiences of tokens that are taken. */
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createDate: string;
  readonly tags: Tags;
}

/** All OIDC providers by URL, which is unique in the account. */
export const OPEN_ID_CONNECT_PROVIDERS: Table<OpenIdConnectProvider> = {
  name: 'open_id_connect_providers',
  key: ({ url }) => [url],
  indexes: {},
};
