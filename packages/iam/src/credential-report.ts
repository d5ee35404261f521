// The credential report of an account: one line for the root user and one for each user.
import { rootArn } from './entity-arn.js';
import { userArn } from './find-user.js';
import { hasRows } from './has-rows.js';
import type { ReadScope } from './operation.js';
import { findPasswordPolicy } from './password-policy.js';
import { DEPLOYMENT } from './store.js';
import { ACCESS_KEYS } from './tables/access-keys.js';
import { ACCOUNTS } from './tables/accounts.js';
import { LAST_USES } from './tables/last-uses.js';
import { LOGIN_PROFILES } from './tables/login-profiles.js';
import { MFA_DEVICES } from './tables/mfa-devices.js';
import { SIGNING_CERTIFICATES } from './tables/signing-certificates.js';
import { USERS, type User } from './tables/users.js';

/** IAM User Guide, "Get credential reports for your AWS account", "Understanding the report format". */
const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
] as const;

/** How long a report is answered and not made anew (same page). */
export const REPORT_LIFETIME_MS: number = 4 * 60 * 60 * 1000;

const DAY_MS = 86_400_000;

/** The report as CSV (RFC 4180), users by name. */
export async function createCredentialReport(scope: ReadScope): Promise<string> {
  const { accountId } = scope.caller;
  const users = await scope.store.list(USERS, { accountId, index: 'name' });
  const lines = [COLUMNS.join(','), await rootLine(scope)];
  for (const user of users) lines.push(await userLine(user, scope));
  return lines.join('\n');
}

async function rootLine(scope: ReadScope): Promise<string> {
  const { store, caller, partition } = scope;
  const account = await store.get(ACCOUNTS, DEPLOYMENT, [caller.accountId]);
  const password = ['not_supported', 'no_information', 'not_supported', 'not_supported'];
  return toLine([
    ...['<root_account>', rootArn(partition, caller.accountId), timeOf(account?.createDate)],
    ...password,
    ...(await credentialFields(caller.accountId, scope)),
  ]);
}

async function userLine(user: User, scope: ReadScope): Promise<string> {
  return toLine([
    ...[user.userName, userArn(scope, user), timeOf(user.createDate)],
    ...(await passwordFields(user, scope)),
    ...(await credentialFields(user.userId, scope)),
  ]);
}

async function passwordFields(user: User, scope: ReadScope): Promise<readonly string[]> {
  const profile = await scope.store.get(LOGIN_PROFILES, user.accountId, [user.userId]);
  if (profile === undefined) return ['false', 'N/A', 'N/A', 'N/A'];
  const { maxAgeDays } = (await findPasswordPolicy(scope)) ?? {};
  const changed = new Date(profile.passwordDate);
  const rotation =
    maxAgeDays === undefined
      ? undefined
      : new Date(changed.getTime() + maxAgeDays * DAY_MS).toISOString();
  return ['true', 'no_information', timeOf(profile.passwordDate), timeOf(rotation)];
}

async function credentialFields(ownerId: string, scope: ReadScope): Promise<readonly string[]> {
  const { store, caller } = scope;
  const { accountId } = caller;
  const ofOwner = { accountId, index: 'owner', prefix: [ownerId], limit: 2 } as const;
  const keys = await store.list(ACCESS_KEYS, ofOwner);
  const [firstKey, secondKey] = keys.map(({ accessKeyId }) => accessKeyId);
  const certificates = await store.list(SIGNING_CERTIFICATES, {
    ...{ accountId, prefix: [ownerId], limit: 2 },
  });
  const [first, second] = certificates;
  return [
    String(await hasRows(store, MFA_DEVICES, ofOwner)),
    ...statusFields(keys[0]?.status, keys[0]?.createDate),
    ...(await useFields(firstKey, scope)),
    ...statusFields(keys[1]?.status, keys[1]?.createDate),
    ...(await useFields(secondKey, scope)),
    ...statusFields(first?.status, first?.uploadDate),
    ...statusFields(second?.status, second?.uploadDate),
  ];
}

function statusFields(status: string | undefined, date: string | undefined): readonly string[] {
  return [String(status === 'Active'), timeOf(date)];
}

async function useFields(
  accessKeyId: string | undefined,
  { store, caller }: ReadScope,
): Promise<readonly string[]> {
  if (accessKeyId === undefined) return ['N/A', 'N/A', 'N/A'];
  const use = await store.get(LAST_USES, caller.accountId, ['access-key', accessKeyId]);
  return [timeOf(use?.date), use?.region ?? 'N/A', use?.service ?? 'N/A'];
}

/** `2026-11-24T12:00:00+00:00` */
function timeOf(time: string | undefined): string {
  return time === undefined ? 'N/A' : `${time.slice(0, 19)}+00:00`;
}

/** A name can have a comma; nothing that stands in a report has a quote or a line break. */
function toLine(fields: readonly string[]): string {
  return fields.map((field) => (field.includes(',') ? `"${field}"` : field)).join(',');
}
