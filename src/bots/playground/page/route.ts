/** What the page shows, as its address says it: `#/studio` or `#/studio/<message>`. */
export interface Route {
  readonly channel: string;
  readonly thread?: string;
}

export function readRoute(hash: string, channels: readonly string[]): Route {
  const [, channel = '', thread = ''] = hash.split('/').map((part) => decodeURIComponent(part));
  const known = channels.includes(channel) ? channel : (channels[0] ?? '');
  return thread === '' || known !== channel ? { channel: known } : { channel, thread };
}

export function routeHash({ channel, thread }: Route): string {
  return `#/${encodeURIComponent(channel)}${thread === undefined ? '' : `/${encodeURIComponent(thread)}`}`;
}
