// The tags that a session is given, and those it inherits.
import { IamError } from './errors.js';
import type { Session } from './tables/sessions.js';
import type { Tags } from './tables/tags.js';
import type { TagShapes } from './tags.js';

/** The tags of a session to be made. */
export interface SessionTags {
  readonly tags: Tags;
  /** In lower case. */
  readonly transitiveTagKeys: readonly string[];
}

/** The tags that go on from a session to the sessions made with it. */
export function inheritedTags(calling: Session | undefined): Tags {
  const { tags = [], transitiveTagKeys = [] } = calling ?? {};
  return tags.filter(({ key }) => transitiveTagKeys.includes(key.toLowerCase()));
}

/**
 * The tags of a session: those that are passed, and the transitive ones of the calling session,
 * which stay transitive (IAM User Guide, "Pass session tags in AWS STS").
 *
 * @throws IamError `InvalidParameterValue` when a key stands twice, is reserved, is inherited, or
 *   is transitive without being passed
 */
export function sessionTags(
  passed: TagShapes,
  transitiveKeys: readonly string[],
  calling: Session | undefined,
): SessionTags {
  const keys = new Set(passed.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < passed.length) {
    throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if ([...keys].some((key) => key.startsWith('aws:'))) {
    throw invalid('Tag keys that begin with aws: are reserved for AWS use.');
  }
  const inherited = inheritedTags(calling);
  if (inherited.some(({ key }) => keys.has(key.toLowerCase()))) {
    throw invalid(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  const transitive = transitiveKeys.map((key) => key.toLowerCase());
  if (!transitive.every((key) => keys.has(key))) {
    throw invalid('The specified transitive tag key must be included in the requested tags.');
  }
  return {
    tags: [...inherited, ...passed.map(({ Key, Value }) => ({ key: Key, value: Value }))],
    transitiveTagKeys: [...inherited.map(({ key }) => key.toLowerCase()), ...transitive],
  };
}

function invalid(message: string): IamError {
  return new IamError('InvalidParameterValue', message);
}
