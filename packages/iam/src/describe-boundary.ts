// The permissions boundary of a user or role as IAM answers it.
import type { OutputOf } from '@ostiary/api';

type Boundary = Pick<OutputOf<'GetRole'>['Role'], 'PermissionsBoundary'>;

/** The member `PermissionsBoundary`, absent when there is none. */
export function describeBoundary({
  permissionsBoundary,
}: {
  readonly permissionsBoundary?: string | undefined;
}): Boundary {
  if (permissionsBoundary === undefined) return {};
  return {
    PermissionsBoundary: {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: permissionsBoundary,
    },
  };
}
