// The session tags and the source identity that a token carries.
import type { JWTPayload } from 'jose';
import { IamError } from './errors.js';
import type { FederatedIdentity } from './federated-identity.js';

type Claimed = Pick<FederatedIdentity, 'tags' | 'transitiveTagKeys' | 'sourceIdentity'>;

const TAGS = 'https://aws.amazon.com/tags';
const SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity';
/** As the parameters of AssumeRole. */
const MAX_TAGS = 50;
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const NAME = /^[\w+=,.@-]{2,64}$/;

/**
 * Reads the claims (IAM User Guide, "Pass session tags in AWS STS", "Passing session tags using
 * AssumeRoleWithWebIdentity").
 *
 * @throws IamError `InvalidIdentityToken` when they are not as AWS has them
 */
export function claimedTags(claims: JWTPayload): Claimed {
  const { principal_tags: tags = {}, transitive_tag_keys: keys = [] } = membersOf(claims[TAGS]);
  const list = Object.entries(membersOf(tags)).map(([Key, value]) => {
    const [Value] = Array.isArray(value) && value.length === 1 ? value : [value];
    if (typeof Value !== 'string' || !TAG_KEY.test(Key) || !TAG_VALUE.test(Value)) throw invalid();
    return { Key, Value };
  });
  const transitive = [keys].flat();
  if (list.length > MAX_TAGS || !transitive.every((key) => typeof key === 'string'))
    throw invalid();
  return { tags: list, transitiveTagKeys: transitive, sourceIdentity: sourceIdentityOf(claims) };
}

function sourceIdentityOf(claims: JWTPayload): string | undefined {
  const name = claims[SOURCE_IDENTITY];
  if (name === undefined) return undefined;
  if (typeof name === 'string' && NAME.test(name) && !/^aws:/i.test(name)) return name;
  throw invalid();
}

function membersOf(value: unknown): Partial<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw invalid();
}

function invalid(): IamError {
  return new IamError(
    'InvalidIdentityToken',
    'The session tags of the token are not as they must be',
  );
}
