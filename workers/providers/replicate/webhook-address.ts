/** Where Replicate's webhooks come in; the mark names the beginning that they tell of. */
export const webhookPath = '/webhooks/replicate/:mark';

/** The address for one mark, or undefined where nobody outside can reach this studio safely: Replicate calls https only. */
export function webhookAddress(publicUrl: string | undefined, mark: string): string | undefined {
  if (publicUrl === undefined || new URL(publicUrl).protocol !== 'https:') return undefined;
  return new URL(webhookPath.replace(':mark', mark), publicUrl).href;
}

/** The mark that an address of ours ends with; undefined for those of others. */
export function markOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : /\/webhooks\/replicate\/([a-z0-9-]+)$/u.exec(address)?.[1];
}
