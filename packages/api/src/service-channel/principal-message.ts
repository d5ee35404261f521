// A principal as it crosses the service channel: the same members, checked when they arrive.
import { type AccountId, type Arn, isAccountId, type Principal, parseArn } from '@ostiary/policy';
import { z } from 'zod';

const arn: z.ZodType<Arn, string> = z.string().transform((text, context) => {
  const parsed = parseArn(text);
  if (parsed.ok) return parsed.value.arn;
  context.addIssue('expected an ARN');
  return z.NEVER;
});

const accountId: z.ZodType<AccountId, string> = z.string().transform((text, context) => {
  if (isAccountId(text)) return text;
  context.addIssue('expected an account id');
  return z.NEVER;
});

/** Whose resources a guarded service asks about. */
export const resourceControlQueryMessage: z.ZodType<{ readonly accountId: AccountId }, unknown> =
  z.strictObject({ accountId });

/** As the control plane makes them; what cannot be a key of its store is no principal of it. */
const id = z
  .string()
  .regex(/^[\w-]{1,128}$/)
  .exactOptional();
const name = z.string().regex(/^[\w+=,.@-]{1,128}$/);

/** Those principals that hold credentials. Anonymous callers are never asked about. */
export const principalMessage: z.ZodType<Principal, unknown> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('User'), arn, accountId, userName: name, userId: id }),
  z.strictObject({
    ...{ type: z.literal('AssumedRole'), arn, accountId, roleArn: arn, sessionName: name },
    ...{ roleId: id, sessionId: id },
  }),
  z.strictObject({
    ...{ type: z.literal('FederatedUser'), arn, accountId, userArn: arn, sessionId: id },
  }),
  z.strictObject({ type: z.literal('Root'), arn, accountId }),
]);
