// `ostiary simulate`: one question and its explanation for a person, or many for a program.
import { type Command, Option } from 'commander';
import { UsageError } from './errors.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { PRINCIPAL_TYPES } from './parse-principal.js';
import { simulateBatch } from './simulate-batch.js';
import { type SimulateOptions, simulateOnce } from './simulate-once.js';
import type { Terminal } from './terminal.js';

const EXAMPLES = `
Examples:
  ostiary simulate --principal arn:aws:iam::123456789012:user/alice \\
    --action notes:GetNote --resource arn:aws:notes:eu-west-1:123456789012:note/alice/1 \\
    --identity-policy alice.json --context aws:SourceIp=203.0.113.9
  ostiary simulate --principal backup.example.com --action sts:AssumeRole \\
    --resource arn:aws:iam::123456789012:role/backup --resource-policy trust.json
  ostiary simulate --batch < cases.jsonl > decisions.jsonl

A type of policy that is not given does not apply; - as a file is standard input. Two levels of an
organization, the second with two policies:
  --service-control-policy root.json --service-control-policy ou.json,more.json

Exit codes: 0 allowed, 1 denied, 2 wrong use or a file that cannot be read;
with --batch 0 when every line was answered.`;

/** Adds the command to the program; `end` is told the exit code. */
export function addSimulateCommand(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  program
    .command('simulate')
    .description('Decide requests as the evaluator does, and say why.')
    .option('--batch', 'read cases as JSON lines, answer each with a JSON line')
    .option('--principal <arn>', 'who asks: an ARN, the name of a service, or anonymous')
    .addOption(
      new Option('--principal-type <type>', 'where --principal does not tell').choices(
        PRINCIPAL_TYPES,
      ),
    )
    .option('--role-arn <arn>', 'the role of a session, where the role has a path')
    .option('--user-arn <arn>', 'the user of a federated session')
    .option('--action <action>', 'what is asked for, service:ActionName')
    .option('--resource <arn>', 'on what (default: *)')
    .option('--resource-account <id>', 'whose it is, where its ARN does not tell')
    .option('--context <key=value>', 'a condition key; again for another value', append)
    .option('--identity-policy <file...>', 'policies of the user and its groups, or of the role')
    .option('--resource-policy <file>', 'the policy of the resource; of a role, its trust policy')
    .option('--permissions-boundary <file...>', 'the boundary of the principal')
    .option('--session-policy <file...>', 'policies passed when the session was made')
    .option('--service-control-policy <files>', 'a level of the organization', append)
    .option('--resource-control-policy <files>', 'the same, for the resource', append)
    .option('--endpoint-policy <file...>', 'policies of the VPC endpoint')
    .option('--json', 'print the decision as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ batch, ...options }: SimulateOptions & { readonly batch?: true }) => {
      if (batch) {
        requireNothingElse(options);
        await simulateBatch(terminal);
        return end(EXIT_CODES.good);
      }
      const outcome = await simulateOnce(options, terminal);
      return end(outcome === 'allowed' ? EXIT_CODES.good : EXIT_CODES.bad);
    });
}

function append(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** With --batch all else comes with the lines; a flag that is passed over would mislead. */
function requireNothingElse(options: SimulateOptions): void {
  const [given] = Object.keys(options);
  if (given === undefined) return;
  const flag = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`ostiary: expected nothing beside \`--batch\`, found \`--${flag}\``);
}
