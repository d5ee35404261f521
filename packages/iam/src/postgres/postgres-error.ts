// What PostgreSQL's error codes mean.
import { PassingStoreError, StoreError, type StoreErrorCode } from '../store-errors.js';

interface Meaning {
  readonly code: StoreErrorCode;
  readonly message: string;
  /** Whether the same work has a chance if it is begun again. */
  readonly passing?: true;
}

const LOST: Meaning = {
  code: 'Unavailable',
  message: 'the connection to the database was lost',
  passing: true,
};
const CONFLICT: Meaning = {
  code: 'Conflict',
  message: 'another instance changes the same state',
  passing: true,
};
const REFUSED: Meaning = { code: 'Unavailable', message: 'the database refuses the connection' };

const UNTRUSTED: Meaning = {
  code: 'Unavailable',
  message: 'the certificate of the database is not trusted',
};

/** How the errors of Node begin by which a certificate is refused (Node.js, "X509 certificate error codes"). */
const UNTRUSTED_CODE =
  /^(ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_)/;

/** By SQLSTATE, or its class (PostgreSQL, appendix A, "Error Codes"). */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['08', LOST],
  ['57P01', LOST],
  ['57P02', LOST],
  ['57P03', LOST],
  ['25P03', LOST],
  ['53300', { ...REFUSED, message: 'the database has too many connections', passing: true }],
  ['40', CONFLICT],
  ['55P03', CONFLICT],
  ['53100', { code: 'Full', message: 'the disk of the database is full' }],
  ['25006', { code: 'ReadOnly', message: 'the database may not be written' }],
  ['42501', { code: 'ReadOnly', message: 'the role lacks rights on the database' }],
  ['28', REFUSED],
  ['3D', REFUSED],
]);

/** What an error of the driver means. One that the database did not send is of the connection. */
export function postgresError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const state = sqlState(error);
  const meaning =
    state === undefined
      ? meaningOfConnection(error)
      : (MEANINGS.get(state) ?? MEANINGS.get(state.slice(0, 2)));
  if (meaning === undefined) {
    return new StoreError('Unavailable', `the database failed with ${state}`, { cause: error });
  }
  const { code, message, passing } = meaning;
  return passing
    ? new PassingStoreError(code, message, { cause: error })
    : new StoreError(code, message, { cause: error });
}

/** No second attempt makes a certificate better; whatever else happens to a connection may be over. */
function meaningOfConnection(error: unknown): Meaning {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return UNTRUSTED_CODE.test(code) ? UNTRUSTED : LOST;
}

/**
 * The SQLSTATE of an error that the database sent; undefined when it is none. Errors of Node have codes
 * like EPIPE, and no class of SQLSTATE begins with an E.
 */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9FHPX][0-9A-Z]{4}$/.test(code) ? code : undefined;
}
