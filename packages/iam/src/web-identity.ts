// A web identity: the token of an OpenID Connect provider, verified.
import type { AccountId } from '@ostiary/policy';
import { formatArn } from '@ostiary/policy';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { IamError } from './errors.js';
import type { FederatedIdentity } from './federated-identity.js';
import { isIssuer } from './open-id-keys.js';
import type { PrepareScope } from './operation.js';
import {
  OPEN_ID_CONNECT_PROVIDERS,
  type OpenIdConnectProvider,
} from './tables/open-id-connect-providers.js';
import { claimedTags } from './web-identity-tags.js';

/** A verified token, and what of it AssumeRoleWithWebIdentity answers. */
export interface WebIdentity extends FederatedIdentity {
  readonly subject: string;
  readonly audience: string;
  readonly issuer: string;
}

/**
 * The algorithms that AWS takes, all with a key that the provider alone has: neither `none` nor a
 * shared secret is among them (IAM User Guide, "Create an OpenID Connect (OIDC) identity provider").
 */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/**
 * Verifies the token of a provider that is registered in this account: its issuer, its signature,
 * its audience and its times.
 *
 * @throws IamError `InvalidIdentityToken`, `ExpiredTokenException`, `IDPCommunicationError`
 */
export async function verifyWebIdentity(
  token: string,
  accountId: AccountId,
  scope: PrepareScope,
): Promise<WebIdentity> {
  const issuer = issuerOf(token, scope);
  const provider = await scope.read((reader) =>
    reader.get(OPEN_ID_CONNECT_PROVIDERS, accountId, [issuer.replace(/^https?:\/\//, '')]),
  );
  if (provider?.issuer !== issuer) {
    throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`);
  }
  const claims = await verifyToken(token, provider, scope);
  return { ...describeClaims(claims, provider, scope.partition), issuer };
}

/** Whom the token says it is of; nothing is trusted yet. */
function issuerOf(token: string, { federation }: PrepareScope): string {
  try {
    const { iss } = decodeJwt(token);
    if (typeof iss === 'string' && isIssuer(iss, federation.localIssuers)) return iss;
  } catch (error) {
    throw notValid(error);
  }
  throw notValid();
}

async function verifyToken(
  token: string,
  { issuer, clientIds }: OpenIdConnectProvider,
  { openIdKeys, now }: PrepareScope,
): Promise<JWTPayload> {
  const keys = await openIdKeys.keysOf(issuer);
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer,
      audience: [...clientIds],
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
      currentDate: now,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw expired(error, now);
    if (error instanceof errors.JOSEError) throw invalid(messageOf(error), error);
    throw error;
  }
}

function messageOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'aud'
      ? 'Incorrect token audience'
      : `Incorrect token claim ${error.claim}`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'Token signature invalid';
  if (error instanceof errors.JWKSNoMatchingKey) {
    return "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";
  }
  return 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
}

/**
 * What policies see of a token (IAM User Guide, "IAM and AWS STS condition context keys", "Available
 * keys for AWS OIDC federation"): where there is an authorized party, it is the audience, and it
 * must be a client of the provider too.
 */
function describeClaims(
  claims: JWTPayload,
  { accountId, url, clientIds }: OpenIdConnectProvider,
  partition: string,
): Omit<WebIdentity, 'issuer'> {
  const { sub: subject = '', azp, amr } = claims;
  const audiences = [claims.aud ?? []].flat();
  const matched = audiences.find((each) => clientIds.includes(each)) ?? '';
  if (azp !== undefined && (typeof azp !== 'string' || !clientIds.includes(azp))) {
    throw invalid('Incorrect token audience');
  }
  const audience = azp ?? matched;
  const methods = [amr ?? []].flat().filter((each) => typeof each === 'string');
  const resource = `oidc-provider/${url}`;
  const provider = formatArn({ partition, service: 'iam', region: '', accountId, resource });
  return {
    principal: { type: 'Federated', provider, accountId },
    ...{ subject, audience },
    context: [
      [`${url}:aud`, audience],
      [`${url}:sub`, subject],
      ...(azp === undefined ? [] : [[`${url}:oaud`, audiences] as const]),
      ...(methods.length === 0 ? [] : [[`${url}:amr`, methods] as const]),
    ],
    ...claimedTags(claims),
  };
}

function notValid(cause?: unknown): IamError {
  return invalid(
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    cause,
  );
}

function invalid(message: string, cause?: unknown): IamError {
  return new IamError('InvalidIdentityToken', message, { cause });
}

function expired({ payload }: errors.JWTExpired, now: Date): IamError {
  const seconds = Math.floor(now.getTime() / 1000);
  return new IamError(
    'ExpiredTokenException',
    `Token expired: current date/time ${seconds} must be before the expiration date/time ${payload.exp}`,
  );
}
