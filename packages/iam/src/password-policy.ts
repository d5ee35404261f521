// What a password must be like: the account's policy, or AWS's default where it has none.
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { DEPLOYMENT } from './store.js';
import { ACCOUNTS } from './tables/accounts.js';
import { PASSWORD_POLICIES, type PasswordPolicy } from './tables/password-policies.js';

/** The password policy of the caller's account, or undefined where it set none. */
export function findPasswordPolicy({
  store,
  caller,
}: ReadScope): Promise<PasswordPolicy | undefined> {
  return store.get(PASSWORD_POLICIES, caller.accountId, ['policy']);
}

/** A class of characters that a policy can ask for, and the words for it in a refusal. */
interface CharacterClass {
  readonly rule: keyof PasswordPolicy;
  readonly pattern: RegExp;
  readonly words: string;
}

/** IAM User Guide, "Set an account password policy for IAM users", "Custom password policy options". */
const CHARACTER_CLASSES: readonly CharacterClass[] = [
  { rule: 'requireUppercase', pattern: /[A-Z]/, words: 'an uppercase letter' },
  { rule: 'requireLowercase', pattern: /[a-z]/, words: 'a lowercase letter' },
  { rule: 'requireNumbers', pattern: /[0-9]/, words: 'a number' },
  { rule: 'requireSymbols', pattern: /[!@#$%^&*()_+\-=[\]{}|']/, words: 'a symbol' },
];

const DEFAULT_MINIMUM_LENGTH = 8;
const DEFAULT_CLASSES = 3;

/**
 * Checks a new password against the policy of the account. Without one it has at least 8
 * characters of three of the four classes, and is not the name of the account (same page,
 * "Default password policy").
 *
 * @throws IamError PasswordPolicyViolation, which says what lacks and never shows the password
 */
export async function checkPassword(password: string, scope: ReadScope): Promise<void> {
  const policy = await findPasswordPolicy(scope);
  const faults = policy ? faultsOf(password, policy) : await defaultFaultsOf(password, scope);
  if (faults.length > 0) throw passwordViolation(`It must have ${faults.join(', ')}.`);
}

/** A password that is refused, and why. */
export function passwordViolation(why: string): IamError {
  const text = `Password does not conform to the account password policy. ${why}`;
  return new IamError('PasswordPolicyViolation', text);
}

function faultsOf(password: string, policy: PasswordPolicy): readonly string[] {
  return [
    ...lengthFaults(password, policy.minimumLength),
    ...CHARACTER_CLASSES.filter(({ rule, pattern }) => policy[rule] && !pattern.test(password)).map(
      ({ words }) => words,
    ),
  ];
}

async function defaultFaultsOf(
  password: string,
  { store, caller }: ReadScope,
): Promise<readonly string[]> {
  const account = await store.get(ACCOUNTS, DEPLOYMENT, [caller.accountId]);
  const classes = CHARACTER_CLASSES.filter(({ pattern }) => pattern.test(password));
  return [
    ...lengthFaults(password, DEFAULT_MINIMUM_LENGTH),
    ...(classes.length < DEFAULT_CLASSES
      ? [`${DEFAULT_CLASSES} of: ${CHARACTER_CLASSES.map(({ words }) => words).join(', ')}`]
      : []),
    ...(account?.name === password ? ['another text than the name of the account'] : []),
  ];
}

function lengthFaults(password: string, minimum: number): readonly string[] {
  return password.length < minimum ? [`at least ${minimum} characters`] : [];
}
