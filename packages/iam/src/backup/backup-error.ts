// Why a backup cannot be made, or what is in one cannot be put back.

/** A backup that is refused; nothing was written to the store. Its message is for operators and shows no secret. */
export class BackupError extends Error {
  override readonly name: string = 'BackupError';
}
