// A trust policy as text.

/** Lets these principals assume the role, services where none is named. */
export function trust(principal: object = { Service: 'ec2.amazonaws.com' }): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
}
