import { webApi } from '@slack/bolt';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { boltLogger, clientOptions } from '../../../src/bots/slack/client-options.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { openAnsweringSlack } from './answering-slack.ts';

function client(apiUrl: string, signal?: AbortSignal): webApi.WebClient {
  return new webApi.WebClient('xoxb-1', clientOptions(apiUrl, silentLogger(), signal));
}

test('what may have arrived is not sent again', async () => {
  await using slack = await openAnsweringSlack(() => ({ status: 503, body: 'busy' }));
  await expect(client(slack.apiUrl).apiCall('chat.postMessage', {})).rejects.toThrow(webApi.WebAPIHTTPError);
  expect(slack.calls).toHaveLength(1);
});

test('a rate limit fails at once, with the time to wait', async () => {
  await using slack = await openAnsweringSlack(() => ({ status: 429, body: '', headers: { 'retry-after': '40' } }));
  await expect(client(slack.apiUrl).apiCall('chat.update', {})).rejects.toMatchObject({ retryAfter: 40 });
  expect(slack.calls).toHaveLength(1);
});

test('what never arrived is tried again, a few times', async () => {
  const slack = await openAnsweringSlack(() => ({ body: { ok: true } }));
  await slack[Symbol.asyncDispose]();
  let tries = 0;
  const options = clientOptions(slack.apiUrl, silentLogger());
  const counted: webApi.FetchFunction = (url, request) => {
    tries += 1;
    return (options.fetch ?? fetch)(url, request);
  };
  const counting = new webApi.WebClient('xoxb-1', { ...options, fetch: counted });
  await expect(counting.apiCall('auth.test', {})).rejects.toThrow(webApi.WebAPIRequestError);
  expect(tries).toBe(3);
});

test('the signal ends a call that nobody answers', async () => {
  await using slack = await openAnsweringSlack(() => undefined);
  const stopping = new AbortController();
  const call = client(slack.apiUrl, stopping.signal).apiCall('auth.test', {});
  await expect.poll(() => slack.calls.length).toBe(1);
  stopping.abort();
  await expect(call).rejects.toThrow(webApi.WebAPIRequestError);
});

test('the log takes warnings and errors, without addresses, tokens and bodies', () => {
  const lines: string[] = [];
  const logger = boltLogger(pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }));
  logger.debug('a body: secret words');
  logger.info('secret words');
  logger.warn('failed at https://hooks.slack.com/secret with xoxb-1-secret', { body: 'secret words' });
  logger.error(new Error('wss://wss.slack.com/?ticket=secret broke with xapp-1-secret'));
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('secret');
  expect(lines[0]).toContain('failed at [address] with [token]');
  expect(lines[1]).toContain('broke');
});
