// One record for each decision, and one for what became of the request.

/** Who a record is about, as CloudTrail's `userIdentity` has it. */
export interface AuditIdentity {
  readonly type: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly userName?: string;
  readonly accessKeyId?: string;
}

/** A decision, with CloudTrail's names where it has them (CloudTrail User Guide, "Record contents"). */
export interface DecisionRecord {
  readonly recordType: 'decision';
  readonly eventTime: string;
  readonly eventSource: string;
  /** Undefined when no rule mapped the route. */
  readonly eventName: string | undefined;
  /** Where the service is. */
  readonly awsRegion: string;
  readonly requestID: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string | undefined;
  readonly method: string;
  readonly path: string;
  /** Undefined when nobody was proven. */
  readonly userIdentity: AuditIdentity | undefined;
  readonly resource: string | undefined;
  readonly outcome: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'refused';
  /** The statement that decided; undefined when none had to. As `policy#sid` or `policy#2`. */
  readonly decidedBy: string | undefined;
  /** Of a request that demands several things, each of them, up to the first that is denied. */
  readonly demands?: readonly DemandRecord[];
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
}

/** One of several things that a request demands. */
export interface DemandRecord {
  readonly action: string;
  readonly resource: string;
  readonly outcome: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly decidedBy: string;
}

/** What became of an allowed request. */
export interface OutcomeRecord {
  readonly recordType: 'outcome';
  readonly eventTime: string;
  readonly requestID: string;
  /** The HTTP status that was answered; undefined when the connection was lost before. */
  readonly statusCode: number | undefined;
}

/** A line of the audit trail. It never holds a secret, a token, a signature or a body. */
export type AuditRecord = DecisionRecord | OutcomeRecord;

/** Where audit records go. A decision that cannot be recorded is a refusal. */
export interface AuditSink {
  /** Keeps a record; the request waits for it. */
  readonly record: (record: AuditRecord) => void | Promise<void>;
}

/** A sink that writes one JSON object a line to `write`, such as a stream's own `write`. */
export function jsonLinesAuditSink(write: (line: string) => unknown): AuditSink {
  return {
    record: (record) => {
      write(`${JSON.stringify(record)}\n`);
    },
  };
}
