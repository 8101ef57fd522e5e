import { RespondError } from '@slack/bolt';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { errorWord, refusalOf, toDeliveryError, type Refusal } from '../../../src/bots/slack/refusal.ts';
import { MoraError } from '../../../src/core/errors.ts';
import { startFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import { openApi } from './open-api.ts';

/** What a call of the real client throws. */
async function thrownBy(arrange: (slack: FakeSlack) => void): Promise<unknown> {
  await using slack = await startFakeSlack();
  const { botToken } = slack.addTeam();
  arrange(slack);
  return await openApi(slack.apiUrl, botToken)
    .user('U0ADA')
    .then(
      () => undefined,
      (error: unknown) => error,
    );
}

test.each<[string, Refusal]>([
  ['channel_not_found', 'no-place'],
  ['is_archived', 'no-place'],
  ['not_in_channel', 'not-in'],
  ['file_uploads_disabled', 'no-file'],
  ['message_not_found', 'no-message'],
  ['file_deleted', 'no-message'],
  ['token_revoked', 'gone'],
  ['account_inactive', 'gone'],
  ['internal_error', 'later'],
  ['invalid_blocks', 'never'],
  ['a_word_of_tomorrow', 'never'],
])('%s means %s', async (error, refusal) => {
  const thrown = await thrownBy((slack) => slack.fail({ method: 'users.info', error }));
  expect(errorWord(thrown)).toBe(error);
  expect(refusalOf(thrown)).toBe(refusal);
  expect(toDeliveryError(thrown)).toMatchObject({ code: 'unavailable', retryable: true });
});

test.each<[string, (slack: FakeSlack) => void]>([
  ['that it comes too often', (slack) => slack.fail({ method: 'users.info', retryAfterS: 3_600 })],
  ['that it is broken', (slack) => slack.fail({ method: 'users.info', status: 503 })],
  ['nothing', (slack) => slack.cut({ method: 'users.info', when: 'after' })],
])('a call to which Slack says %s may work later', async (_answer, arrange) => {
  expect(refusalOf(await thrownBy(arrange))).toBe('later');
});

test('bytes that do not get through may get through later', async () => {
  await using slack = await startFakeSlack();
  slack.cut({ method: '/upload', when: 'before' });
  const broken = await fetch(`${slack.origin}/upload/F1`, { method: 'POST', body: 'bytes' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(broken).toBeInstanceOf(TypeError);
  expect(refusalOf(broken)).toBe('later');
});

test('an error of ours is what it says', () => {
  expect(refusalOf(new MoraError('not-allowed', 'No workspace.'))).toBe('gone');
  expect(refusalOf(new MoraError('unavailable', 'Not now.'))).toBe('later');
  expect(refusalOf(new MoraError('not-supported', 'Too large.'))).toBe('never');
  expect(refusalOf(new RespondError('expired_url', 404))).toBe('no-place');
  expect(refusalOf(new TypeError('a fault'))).toBe('never');
  expect(refusalOf(z.string().safeParse(1).error)).toBe('never');
  expect(refusalOf(new Error('socket hang up'))).toBe('later');
  const own = new MoraError('bad-media', 'Broken.');
  expect(toDeliveryError(own)).toBe(own);
});
