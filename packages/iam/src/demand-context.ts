// The condition keys that operations demand with, as the Service Authorization Reference names them.
import type { Demand } from './operation.js';
import type { Tags } from './tables/tags.js';
import type { TagShapes } from './tags.js';

type Context = Demand['context'];

/** `aws:RequestTag/…` and `aws:TagKeys` of tags that are put on something. */
export function requestTags(tags: TagShapes = []): Context {
  return [
    ...tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value] as const),
    ...tagKeys(tags.map(({ Key }) => Key)),
  ];
}

/** `aws:TagKeys` of tags that are taken away. */
export function tagKeys(keys: readonly string[]): Context {
  return keys.length === 0 ? [] : [['aws:TagKeys', keys]];
}

/** `iam:PermissionsBoundary`: the boundary that is set, or that the user or role has. */
export function boundaryKey(policyArn: string | undefined): Context {
  return policyArn === undefined ? [] : [['iam:PermissionsBoundary', policyArn]];
}

/** `iam:PolicyARN`: the managed policy that is attached or detached. */
export function policyArnKey(policyArn: string): Context {
  return [['iam:PolicyARN', policyArn]];
}

/** The tags of the entity that is demanded. */
export function resourceTags(tags: Tags): NonNullable<Demand['tags']> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}
