// Errors of the wire and of the domain, as the gate refuses requests.
import { ApiError } from '@ostiary/api';
import { ERROR_CODES, type ErrorCode } from '@ostiary/api/error-code';
import { IamError, StoreError } from '@ostiary/iam';
import { RequestRefused } from '@ostiary/middleware';

/** What a caller may be told of an error. */
export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The code and message of an error that callers may be told; undefined for one that is ours alone. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof ApiError || error instanceof IamError) {
    return { code: error.code, message: error.message };
  }
  if (error instanceof StoreError) {
    return { code: 'ServiceUnavailable', message: STORE_MESSAGES[error.code] };
  }
  return undefined;
}

const STORE_MESSAGES: Readonly<Record<StoreError['code'], string>> = {
  Conflict: 'others changed the same state at the same time, try again',
  Full: 'the disk of the control plane is full: nothing can be changed until there is room',
  ReadOnly: 'the state of the control plane cannot be changed at present',
  Unavailable: 'the store of the control plane does not answer, try again later',
};

/**
 * Runs `work`, and has the gate refuse with the code of what it throws.
 *
 * @throws RequestRefused for an error that callers may be told, any other as it is
 */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const fault = faultOf(cause);
    if (fault === undefined) throw cause;
    throw new RequestRefused(fault.code, ERROR_CODES[fault.code], fault.message, { cause });
  }
}
