import { expect, test } from 'vitest';
import { startFakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import { everywhere, withButton } from '../bots/slack/seen.ts';
import { startProduct, type RunningProduct } from '../support/product.ts';
import { testDataDirectory } from '../support/test-database.ts';

const patience = { timeout: 120_000, interval: 50 };
const complete = 'files.completeUploadExternal';

/** What the server has seen when the process is killed. */
const moments: readonly (readonly [string, (slack: FakeSlack, channelId: string) => boolean])[] = [
  ['once the card is there', (slack, channelId) => slack.messages(channelId).length > 0],
  ['while it is made', (slack, channelId) => slack.messages(channelId).some((card) => card.words().includes('▶'))],
  ['once the upload was completed, before the answer came', (slack) => sharesCut(slack)],
];

test.each(moments)(
  'the process is killed %s: the next one ends with one card and one video in its thread',
  async (_when, reached) => {
    await using slack = await startFakeSlack({
      onCall({ method, body }) {
        // Key frames go into no channel; it is the video whose answer is lost.
        if (reached === moments[2]?.[1] && method === complete && body['channel_id'] !== undefined) {
          slack.cut({ method: complete, when: 'after' });
        }
      },
    });
    await using directory = await testDataDirectory();
    const { id: teamId, botToken } = slack.addTeam({ name: 'Makers' });
    const { id: channelId } = slack.addChannel({ teamId });
    const { id: userId } = slack.addUser({ teamId, name: 'Ada' });
    const start = (): Promise<RunningProduct> =>
      startProduct({
        MORA_DATA_DIR: directory.path,
        SLACK_BOT_TOKEN: botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
      });
    const connected = (): Promise<void> => expect.poll(() => slack.socket.connections(), patience).toBeGreaterThan(0);
    {
      await using product = await start();
      await connected();
      slack.people.slash({ teamId, channelId, userId, text: 't2v a paper boat --duration 1' });
      await expect.poll(() => reached(slack, channelId), { ...patience, interval: 5 }).toBe(true);
      await product.kill();
    }
    await using product = await start();
    const outcomes = () => withButton(everywhere({ slack, channelId }), 'again');
    await connected();
    await expect.poll(() => outcomes().length, patience).toBe(1);
    await expect.poll(() => slack.messages(channelId)[0]?.words(), patience).toContain('Done');
    expect(slack.messages(channelId)).toHaveLength(1);
    expect(outcomes()).toHaveLength(1);
    const [result] = outcomes();
    expect(result?.threadTs).toBe(slack.messages(channelId)[0]?.ts);
    expect(result?.files[0]?.bytes.subarray(4, 8).toString()).toBe('ftyp');
    expect(await product.stop()).toBe(0);
  },
  240_000,
);

function sharesCut(slack: FakeSlack): boolean {
  return slack.requests.some(
    ({ method, body, status }) => method === complete && body['channel_id'] !== undefined && status === 0,
  );
}
