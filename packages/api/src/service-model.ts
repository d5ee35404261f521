// What the generated tables of a service's operations and shapes look like.

/** A type that is one text on the wire. */
export type ScalarType = 'string' | 'integer' | 'boolean' | 'timestamp' | 'blob';

/** One text: what it must look like, where AWS's model says so. */
export interface ScalarShape {
  readonly type: ScalarType;
  /** Characters of a string, bytes of a blob, the value of an integer. */
  readonly min?: number;
  readonly max?: number;
  /** AWS's own regular expression, for the whole text. */
  readonly pattern?: string;
  /** The sentence that IAM answers in the place of the pattern. */
  readonly refusal?: string;
  readonly values?: readonly string[];
  /** A secret, as AWS's model marks it; session tokens and MFA codes it does not mark. */
  readonly sensitive?: true;
}

/** A list of one shape. */
export interface ListShape {
  readonly type: 'list';
  /** The name of its members' shape. */
  readonly member: string;
  readonly min?: number;
  readonly max?: number;
}

/** Values by name. */
export interface MapShape {
  readonly type: 'map';
  /** The name of its values' shape. */
  readonly value: string;
}

/** Members by name, each with the name of its shape. */
export interface StructureShape {
  readonly type: 'structure';
  readonly members: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
}

/** A shape of the wire. */
export type Shape = ScalarShape | ListShape | MapShape | StructureShape;

/** An operation as the wire sees it. */
export interface OperationModel {
  /** The name of the shape of its input; an operation without one takes nothing. */
  readonly input?: string;
  /** The name of the shape of its output; an operation without one answers without a result. */
  readonly output?: string;
  /** The codes of its own errors, beside those that every operation has. */
  readonly errors: readonly string[];
}

/** The operations of a service, and every shape that they name. */
export interface ServiceModel {
  readonly service: 'iam' | 'sts';
  /** The `Version` of its requests. */
  readonly version: string;
  /** The namespace of its answers. */
  readonly namespace: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}
