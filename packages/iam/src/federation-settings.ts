// What the operator says of the identity providers that accounts may register.
import type { SamlRecipient } from './saml-assertion.js';

/** The settings, read. */
export interface FederationSettings {
  /** Origins of OpenID Connect providers of the operator's own network; see `isIssuer`. */
  readonly localIssuers: ReadonlySet<string>;
  /** Whom the assertions of SAML providers have to be for. */
  readonly samlRecipient: SamlRecipient;
}

/** The settings as the operator writes them. */
export interface FederationOptions {
  /**
   * Origins of OpenID Connect providers that are asked although they are not public: over plain http, at a
   * private address, or on a port of their own, such as `https://keycloak.internal:8443`. None by default:
   * whoever may register a provider could make the control plane ask whatever it can reach.
   */
  readonly localIssuers?: readonly string[] | undefined;
  /**
   * The address that SAML assertions name as their recipient and their audience, for providers that are set up
   * for this deployment and not for AWS; those for AWS are refused then. AWS's own by default.
   */
  readonly samlEndpoint?: string | undefined;
}

/** What a provider names that was set up for AWS (IAM User Guide, "Configure SAML assertions"). */
const AWS_ENDPOINT = 'https://signin.aws.amazon.com/saml';
const AWS_RECIPIENT: SamlRecipient = {
  endpoint: AWS_ENDPOINT,
  audiences: [AWS_ENDPOINT, 'urn:amazon:webservices'],
};

/**
 * Reads the settings.
 *
 * @throws TypeError when an issuer is no origin, or the endpoint is no URL of https
 */
export function readFederationOptions(options: FederationOptions): FederationSettings {
  const { localIssuers = [], samlEndpoint } = options;
  for (const issuer of localIssuers) {
    const isOrigin = URL.canParse(issuer) && new URL(issuer).origin === issuer;
    if (!isOrigin || !/^https?:/.test(issuer)) {
      throw new TypeError(
        `expected a local issuer to be as \`https://host:port\`, found \`${issuer}\``,
      );
    }
  }
  if (samlEndpoint !== undefined && !isHttps(samlEndpoint)) {
    throw new TypeError(
      `expected the SAML endpoint to be a URL of https, found \`${samlEndpoint}\``,
    );
  }
  return {
    localIssuers: new Set(localIssuers),
    samlRecipient:
      samlEndpoint === undefined
        ? AWS_RECIPIENT
        : { endpoint: samlEndpoint, audiences: [samlEndpoint] },
  };
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
