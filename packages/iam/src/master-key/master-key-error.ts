// Why a deployment cannot start with the master key that it was given.

/** A master key that is missing, wrong or badly kept. Its message is for operators and shows no key. */
export class MasterKeyError extends Error {
  override readonly name: string = 'MasterKeyError';
}
