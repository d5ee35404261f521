// DeleteObjects: each key that may be deleted is, and each that may not has its own error.
import type { DecideFurther } from '@ostiary/middleware';
import type { AccountId } from '@ostiary/policy';
import { type DeleteRequest, demandOf } from './delete-request.js';
import type { ObjectStore } from './object-store.js';
import type { Answer } from './operation.js';
import { writeXml } from './xml.js';

/** Who decides on a key, and whose it is. */
export interface DeletePermit {
  readonly decide: DecideFurther;
  readonly accountId: AccountId;
}

/** Deletes what the caller may (S3 API Reference, "DeleteObjects"). */
export async function deleteObjects(
  store: ObjectStore,
  { bucket, keys, quiet }: DeleteRequest,
  { decide, accountId }: DeletePermit,
): Promise<Answer> {
  const deleted: string[] = [];
  const errors: { readonly Key: string; readonly Code: string; readonly Message: string }[] = [];
  for (const key of keys) {
    const may = await decide(demandOf(bucket, key, accountId));
    if (may.allowed) {
      store.deleteObject(bucket, key);
      deleted.push(key);
    } else {
      const { code, message } = may.refusal;
      errors.push({ Key: key, Code: code, Message: message });
    }
  }
  const Deleted = quiet ? [] : deleted.map((key) => ({ Key: key }));
  return { status: 200, body: writeXml('DeleteResult', { Deleted, Error: errors }) };
}
