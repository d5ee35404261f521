// An operation of IAM or STS by name.
import { iamModel } from './generated/iam-model.js';
import { stsModel } from './generated/sts-model.js';
import type { OperationName } from './operation-types.js';
import type { OperationModel, ServiceModel } from './service-model.js';

/** An operation, and the service it is of. */
export interface FoundOperation {
  readonly name: OperationName;
  readonly model: OperationModel;
  readonly service: ServiceModel;
}

/** Finds an operation by its name; no two services share one. */
export function findOperation(name: string): FoundOperation | undefined {
  return OPERATIONS.get(name);
}

const OPERATIONS: ReadonlyMap<string, FoundOperation> = new Map(
  [iamModel, stsModel].flatMap((service) =>
    Object.entries(service.operations).map(([name, model]) => [
      name,
      { name: name as OperationName, model, service },
    ]),
  ),
);
