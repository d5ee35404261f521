// The id of an account: twelve digits.

declare const accountId: unique symbol;

/** An AWS account id, twelve digits (IAM User Guide, "AWS account identifiers"). */
export type AccountId = string & { readonly [accountId]: never };

/** Whether `text` is an account id. */
export function isAccountId(text: string): text is AccountId {
  return /^\d{12}$/.test(text);
}
