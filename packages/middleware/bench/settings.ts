// What the server and the one who loads it have to agree on.

/** How a server is started. */
export interface Settings {
  readonly guard: string;
  readonly accountFile: string;
}

export const REGION = 'eu-west-1';
/** The key of alice in the account file of the tests. */
export const ACCESS_KEY_ID = 'AKIAALICEALICE000001';
export const SECRET = 'alice-secret-of-the-tests';
/** What is asked for, by alice. */
export const PATH = '/notes/alice/diary';
