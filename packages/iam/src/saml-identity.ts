// A SAML identity: the answer of a registered provider, verified.
import { createHash } from 'node:crypto';
import { formatArn, isAccountId, parseArn } from '@ostiary/policy';
import { IamError } from './errors.js';
import type { FederatedIdentity } from './federated-identity.js';
import type { PrepareScope } from './operation.js';
import { readSamlAssertion, type SamlAssertion } from './saml-assertion.js';
import { readSamlMetadata } from './saml-metadata.js';
import { AWS_ATTRIBUTES } from './saml-names.js';
import { verifySamlResponse } from './saml-response.js';
import { SAML_PROVIDERS, type SamlProvider } from './tables/saml-providers.js';

/** A verified assertion, what AssumeRoleWithSAML answers of it, and what it asks for. */
export interface SamlIdentity extends FederatedIdentity {
  readonly provider: SamlProvider;
  readonly assertion: SamlAssertion;
  readonly nameQualifier: string;
  readonly sessionName: string;
  readonly sessionSeconds: number | undefined;
}

/** What is asked, as AssumeRoleWithSAML has it. */
export interface SamlClaim {
  readonly RoleArn: string;
  readonly PrincipalArn: string;
  readonly SAMLAssertion: string;
}

const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const MIN_SECONDS = 900;
const MAX_SECONDS = 43_200;

/**
 * Verifies the answer of a provider for a role.
 *
 * @throws IamError `InvalidIdentityToken`, `ExpiredTokenException`, `IDPRejectedClaim`
 */
export async function verifySamlIdentity(
  { RoleArn, PrincipalArn, SAMLAssertion }: SamlClaim,
  scope: PrepareScope,
): Promise<SamlIdentity> {
  const provider = await findProvider(PrincipalArn, scope);
  const metadata = readSamlMetadata(provider.metadata);
  const signed = verifySamlResponse(SAMLAssertion, metadata);
  const assertion = readSamlAssertion(signed, scope.federation.samlRecipient, scope.now);
  if (assertion.issuer !== metadata.entityId)
    throw invalid('Issuer not present in specified provider');
  checkRole(assertion, RoleArn, PrincipalArn);
  return describeAssertion(assertion, provider, scope);
}

async function findProvider(
  arn: string,
  { read, partition, now }: PrepareScope,
): Promise<SamlProvider> {
  const parsed = parseArn(arn);
  const { accountId = '', resource = '' } = parsed.ok ? parsed.value : {};
  const name = resource.slice('saml-provider/'.length);
  const provider = isAccountId(accountId)
    ? await read((reader) => reader.get(SAML_PROVIDERS, accountId, [name]))
    : undefined;
  if (provider === undefined || providerArn(provider, partition) !== arn) {
    throw invalid("Specified provider doesn't exist");
  }
  if (new Date(provider.validUntil) <= now)
    throw invalid('The metadata of the provider has expired');
  return provider;
}

/** The pair stands in the attribute in either order. */
function checkRole({ attributes }: SamlAssertion, roleArn: string, principalArn: string): void {
  const pairs = attributes.get(AWS_ATTRIBUTES.role) ?? [];
  const isNamed = pairs.some((pair) => {
    const arns = pair.split(',').map((each) => each.trim());
    return arns.length === 2 && arns.includes(roleArn) && arns.includes(principalArn);
  });
  if (isNamed) return;
  throw invalid("SAML Assertion doesn't contain the requested Role and Metadata in the attributes");
}

function describeAssertion(
  assertion: SamlAssertion,
  provider: SamlProvider,
  { federation, partition }: PrepareScope,
): SamlIdentity {
  const { attributes, issuer, subject, subjectType } = assertion;
  const { accountId, name } = provider;
  const one = (attribute: string): string | undefined => {
    const values = attributes.get(attribute) ?? [];
    if (values.length > 1) throw invalid(`${attribute} has more than one value`);
    return values[0];
  };
  const sessionName = one(AWS_ATTRIBUTES.roleSessionName) ?? '';
  if (!SESSION_NAME.test(sessionName)) {
    throw invalid('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}');
  }
  const sourceIdentity = one(AWS_ATTRIBUTES.sourceIdentity);
  if (sourceIdentity !== undefined && !isSourceIdentity(sourceIdentity)) {
    throw invalid('SourceIdentity in AuthnResponse is not as it must be');
  }
  const nameQualifier = createHash('sha1').update(`${issuer}${accountId}/${name}`).digest('base64');
  return {
    principal: { type: 'Federated', provider: providerArn(provider, partition), accountId },
    context: [
      ['saml:aud', federation.samlRecipient.endpoint],
      ['saml:iss', issuer],
      ['saml:sub', subject],
      ['saml:sub_type', subjectType],
      ['saml:namequalifier', nameQualifier],
    ],
    tags: tagsOf(attributes),
    transitiveTagKeys: attributes.get(AWS_ATTRIBUTES.transitiveTagKeys) ?? [],
    ...{ sourceIdentity, provider, assertion, nameQualifier, sessionName },
    sessionSeconds: secondsOf(one(AWS_ATTRIBUTES.sessionDuration)),
  };
}

function tagsOf(attributes: SamlAssertion['attributes']): FederatedIdentity['tags'] {
  return [...attributes]
    .filter(([name]) => name.startsWith(AWS_ATTRIBUTES.principalTag))
    .map(([name, values]) => {
      const [value] = values;
      if (value === undefined || values.length > 1) throw invalid(`${name} has not one value`);
      return { Key: name.slice(AWS_ATTRIBUTES.principalTag.length), Value: value };
    });
}

function isSourceIdentity(text: string): boolean {
  return SESSION_NAME.test(text) && !/^aws:/i.test(text);
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds >= MIN_SECONDS && seconds <= MAX_SECONDS) return seconds;
  throw invalid('SessionDuration in AuthnResponse must be between 900 and 43200 seconds');
}

function providerArn({ accountId, name }: SamlProvider, partition: string): string {
  const resource = `saml-provider/${name}`;
  return formatArn({ partition, service: 'iam', region: '', accountId, resource });
}

function invalid(message: string): IamError {
  return new IamError('InvalidIdentityToken', message);
}
