// The tags of an entity: what may be added, and how they are answered.
import type { InputOf } from '@ostiary/api';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { type Listing, type Page, type PageRequest, page } from './paging.js';
import type { Tags } from './tables/tags.js';

/** Tags as the operations take and answer them. */
export type TagShapes = InputOf<'TagUser'>['Tags'];

/** The operations that list the tags of something. */
export type ListTagsOperation =
  | 'ListInstanceProfileTags'
  | 'ListMFADeviceTags'
  | 'ListOpenIDConnectProviderTags'
  | 'ListPolicyTags'
  | 'ListRoleTags'
  | 'ListSAMLProviderTags'
  | 'ListServerCertificateTags'
  | 'ListUserTags';

const MAX_TAGS = 50;

/**
 * The tags of an entity after more are put on it; a key that is there in any case gets the new
 * value and keeps its case (IAM User Guide, "Tags for IAM resources", "Rules for tagging").
 *
 * @throws IamError InvalidInput when a key stands twice or is reserved, LimitExceeded beyond 50
 */
export function addTags(tags: Tags, added: TagShapes = []): Tags {
  const keys = new Set(added.map(({ Key }) => folded(Key)));
  if (keys.size < added.length) {
    throw new IamError(
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  if (added.some(({ Key }) => folded(Key).startsWith('aws:'))) {
    throw new IamError('InvalidInput', 'Tag keys that begin with aws: are reserved for AWS use.');
  }
  const values = new Map(added.map(({ Key, Value }) => [folded(Key), Value]));
  const present = new Set(tags.map(({ key }) => folded(key)));
  const result = [
    ...tags.map(({ key, value }) => ({ key, value: values.get(folded(key)) ?? value })),
    ...added
      .filter(({ Key }) => !present.has(folded(Key)))
      .map(({ Key, Value }) => ({ key: Key, value: Value })),
  ];
  if (result.length > MAX_TAGS) {
    throw new IamError(
      'LimitExceeded',
      `The number of tags has reached the maximum limit of ${MAX_TAGS}.`,
    );
  }
  return result;
}

/** The tags of an entity without those of these keys, in any case; keys that it has not do no harm. */
export function removeTags(tags: Tags, keys: readonly string[]): Tags {
  const removed = new Set(keys.map(folded));
  return tags.filter(({ key }) => !removed.has(folded(key)));
}

/** The member `Tags` of an entity, absent when it has none. */
export function describeTags(tags: Tags): { readonly Tags?: TagShapes } {
  return tags.length === 0 ? {} : { Tags: tags.map(shapeOf) };
}

/** One page of the tags of an entity, sorted by key (IAM API Reference, "ListUserTags"). */
export async function listTags(
  operation: ListTagsOperation,
  input: PageRequest,
  entity: { readonly id: string; readonly tags: Tags },
  scope: ReadScope,
): Promise<{ readonly Tags: TagShapes } & Page<never>['ending']> {
  const { items, ending } = await page(operation, input, listingOf(entity), scope);
  return { Tags: items.map(shapeOf), ...ending };
}

/** Positions are ordinals: a key can be longer than a marker may be. */
function listingOf({
  id,
  tags,
}: {
  readonly id: string;
  readonly tags: Tags;
}): Listing<Tags[number]> {
  const sorted = tags.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return {
    of: [id],
    position: (tag) => [String(sorted.indexOf(tag))],
    after: async (position, limit) => {
      const start = position === undefined ? 0 : Number(position[0]) + 1;
      return sorted.slice(start, start + limit);
    },
  };
}

function shapeOf({ key, value }: Tags[number]): TagShapes[number] {
  return { Key: key, Value: value };
}

/** Keys are equal whatever their case. */
function folded(key: string): string {
  return key.toLowerCase();
}
