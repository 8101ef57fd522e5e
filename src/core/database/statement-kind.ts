/** What a statement means for the one connection that all clients share. */
export type StatementKind =
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }
  | { readonly kind: 'listen'; readonly channel: string }
  | { readonly kind: 'other' };

const leadingComments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/u;

/** Reads the first words of a statement; comments before it are skipped, as BullMQ's files begin with them. */
export function statementKind(text: string): StatementKind {
  const statement = text.slice(leadingComments.exec(text)?.[0].length ?? 0, 4_000);
  if (/^(?:begin|start\s+transaction)\b/iu.test(statement)) return { kind: 'begin' };
  if (/^rollback\s+(?:(?:work|transaction)\s+)?to\b/iu.test(statement)) return { kind: 'other' };
  if (/^(?:commit|end|rollback|abort)\b/iu.test(statement)) return { kind: 'end' };
  const channel = /^listen\s+"?([a-z_][a-z0-9_]*)"?/iu.exec(statement)?.[1];
  return channel === undefined ? { kind: 'other' } : { kind: 'listen', channel };
}
