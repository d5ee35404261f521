// The credential scope: what a signing key is good for.
import { ecdsaAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';

/**
 * The date, region and service that a signing key is bound to
 * (IAM User Guide, "Elements of an AWS API request signature", Credential scope).
 */
export interface CredentialScope {
  /** `YYYYMMDD`, in UTC. */
  readonly date: string;
  /** For SigV4A the region set as it was signed, such as `us-east-1,eu-*`. */
  readonly region: string;
  readonly service: string;
}

/** The word that ends every credential scope of Signature Version 4. */
export const scopeTerminator = 'aws4_request';

/**
 * The scope as it stands in the string to sign: `20150830/us-east-1/iam/aws4_request`. That of
 * SigV4A has no region: the region set is signed as a header or parameter.
 */
export function formatCredentialScope(
  { date, region, service }: CredentialScope,
  algorithm: SigningAlgorithm,
): string {
  const place = algorithm === ecdsaAlgorithm ? service : `${region}/${service}`;
  return `${date}/${place}/${scopeTerminator}`;
}

/** Whether a text can be one part of a credential: visible ASCII, not a separator. */
export function isCredentialPart(text: string): boolean {
  return credentialPart.test(text);
}

const credentialPart = /^[!-+\-.0-~]+$/;
