import { expect, test } from 'vitest';
import { startStage, type Stage } from './people-stage.ts';
import { boltOverSockets } from './sockets-bolt.ts';

type Body = Readonly<Record<string, unknown>>;

/** Bolt that notes every body that it is sent and acknowledges with `answer`. */
async function listening(stage: Stage, answer?: Body) {
  const { botUserId, botId } = stage.team;
  const bolt = boltOverSockets({
    apiUrl: stage.apiUrl,
    appToken: 'xapp-1-fake',
    botToken: 'xoxb-fake',
    botUserId,
    botId,
  });
  const bodies: Body[] = [];
  bolt.receiver.client.on('slack_event', ({ body, ack }: { body: Body; ack: (answer?: Body) => Promise<void> }) => {
    bodies.push(body);
    ack(answer).catch(() => {});
  });
  await bolt.receiver.client.start();
  return { bodies, [Symbol.asyncDispose]: () => bolt[Symbol.asyncDispose]() };
}

const BUTTON = { type: 'button', action_id: '1.again.t1', text: { type: 'plain_text', text: 'Again' }, value: 'v' };
const OPTIONS = ['16:9', '9:16'].map((value) => ({ text: { type: 'plain_text', text: value }, value }));
const LABEL = { type: 'plain_text', text: 'Label' };

const FORM = {
  type: 'modal',
  callback_id: 'new',
  private_metadata: '{"a":1}',
  title: LABEL,
  submit: LABEL,
  blocks: [
    {
      type: 'input',
      block_id: 'prompt',
      label: LABEL,
      element: { type: 'plain_text_input', action_id: 'words', max_length: 10 },
    },
    {
      type: 'input',
      block_id: 'ratio',
      label: LABEL,
      optional: true,
      element: { type: 'static_select', action_id: 'choice', options: OPTIONS, initial_option: OPTIONS[0] },
    },
    {
      type: 'input',
      block_id: 'seconds',
      label: LABEL,
      optional: true,
      element: { type: 'number_input', action_id: 'number', min_value: '1', max_value: '8', is_decimal_allowed: false },
    },
    {
      type: 'input',
      block_id: 'picture',
      label: LABEL,
      optional: true,
      element: { type: 'file_input', action_id: 'files', max_files: 1, filetypes: ['png'] },
    },
    { type: 'actions', block_id: 'more', elements: [{ type: 'static_select', action_id: 'model', options: OPTIONS }] },
  ],
};

test('a button under a message brings the message, where it stands and what was pressed', async () => {
  await using stage = await startStage();
  await using app = await listening(stage);
  const { team, userId, channelId } = stage;
  const ts = stage.put({ text: 'Done', blocks: [{ type: 'actions', block_id: 'b1', elements: [BUTTON] }] });
  const press = stage.people.press({ teamId: team.id, userId, channelId, ts, actionId: '1.again.t1' });
  await press.ack();
  expect(app.bodies[0]).toMatchObject({
    type: 'block_actions',
    api_app_id: 'A0MORA',
    team: { id: team.id, domain: team.domain },
    user: { id: userId },
    channel: { id: channelId, name: 'videos' },
    container: { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: false },
    message: { ts, text: 'Done' },
    actions: [{ action_id: '1.again.t1', block_id: 'b1', type: 'button', value: 'v' }],
    trigger_id: press.triggerId,
    response_url: press.responseUrl,
    is_enterprise_install: false,
    enterprise: null,
  });
  expect(() => stage.people.press({ teamId: team.id, userId, channelId, ts, actionId: 'other' })).toThrow('no button');
});

test('a message shortcut carries the whole message; a global one no channel', async () => {
  await using stage = await startStage();
  await using app = await listening(stage);
  const { team, userId, channelId } = stage;
  const ts = stage.put({ text: 'Look', files: [{ id: 'F1' }] });
  await stage.people.messageShortcut({ teamId: team.id, channelId, userId, ts, callbackId: 'animate' }).ack();
  const global = stage.people.globalShortcut({ teamId: team.id, userId, callbackId: 'new' });
  await global.ack();
  expect(app.bodies).toMatchObject([
    {
      type: 'message_action',
      callback_id: 'animate',
      message_ts: ts,
      message: { text: 'Look', files: [{ id: 'F1' }] },
    },
    { type: 'shortcut', callback_id: 'new', trigger_id: global.triggerId },
  ]);
  expect(app.bodies[1]).not.toHaveProperty('channel');
  expect(app.bodies[1]).not.toHaveProperty('response_url');
});

test('what only one person sees is pressed without bringing it along', async () => {
  await using stage = await startStage();
  await using app = await listening(stage);
  const { team, userId, channelId } = stage;
  const ts = stage.put({ is_ephemeral: true, blocks: [{ type: 'section', block_id: 'b1', accessory: BUTTON }] });
  await stage.people.press({ teamId: team.id, userId, channelId, ts, actionId: '1.again.t1' }).ack();
  expect(app.bodies[0]).toMatchObject({
    container: { is_ephemeral: true, message_ts: ts },
    channel: { id: channelId },
  });
  expect(app.bodies[0]).not.toHaveProperty('message');
});

test('an app that a whole organization installed is told the workspace by the person', async () => {
  await using stage = await startStage({ org: true });
  await using app = await listening(stage);
  const { team, userId, channelId } = stage;
  await stage.people.globalShortcut({ teamId: team.id, userId, callbackId: 'new' }).ack();
  await stage.people.slash({ teamId: team.id, channelId, userId, text: '' }).ack();
  expect(app.bodies).toMatchObject([
    { team: null, enterprise: { id: 'E0ORG' }, is_enterprise_install: true, user: { id: userId, team_id: team.id } },
    { team_id: team.id, enterprise_id: 'E0ORG', is_enterprise_install: 'true' },
  ]);
});

test('a form carries its whole state: what was filled in, chosen before, and set first', async () => {
  await using stage = await startStage();
  await using app = await listening(stage);
  const { team, userId } = stage;
  stage.addFile({ id: 'F1', filetype: 'png', name: 'wave.png' });
  stage.show(FORM);
  await stage.people.pressIn({ teamId: team.id, userId, in: 'modal', actionId: 'model', selected: '9:16' }).ack();
  const values = { prompt: 'a boat', number: '4', files: { files: [{ id: 'F1' }] } };
  expect(await stage.people.submit({ teamId: team.id, userId, values }).ack()).toBeUndefined();
  expect(app.bodies).toMatchObject([
    { type: 'block_actions', container: { type: 'view' }, actions: [{ selected_option: { value: '9:16' } }] },
    {
      type: 'view_submission',
      view: {
        callback_id: 'new',
        private_metadata: '{"a":1}',
        state: {
          values: {
            prompt: { words: { type: 'plain_text_input', value: 'a boat' } },
            ratio: { choice: { selected_option: { value: '16:9' } } },
            seconds: { number: { value: '4' } },
            picture: { files: { type: 'file_input', files: [{ id: 'F1', name: 'wave.png' }] } },
            more: { model: { selected_option: { value: '9:16' } } },
          },
        },
      },
    },
  ]);
  expect(stage.viewAnswers).toMatchObject([{ action: 'close' }]);
});

test.each([
  [{}, 'words is required'],
  [{ words: 'x'.repeat(11) }, 'words is too long'],
  [{ words: 'x', number: '9' }, 'number is too large'],
  [{ words: 'x', number: '1.5' }, 'number must be whole'],
  [{ words: 'x', number: 'two' }, 'number is not a number'],
  [{ words: 'x', choice: '1:1' }, 'choice has no option 1:1'],
  [{ words: 'x', files: { files: [{ id: 'F1' }, { id: 'F2' }] } }, 'too many files'],
  [{ words: 'x', files: { files: [{ id: 'F2' }] } }, 'does not take the type of F2'],
  [{ words: 'x', other: 'y' }, 'no other'],
])('the client does not send %j', async (values, problem) => {
  await using stage = await startStage();
  stage.addFile({ id: 'F1', filetype: 'png' });
  stage.addFile({ id: 'F2', filetype: 'zip' });
  stage.show(FORM);
  expect(() => stage.people.submit({ teamId: stage.team.id, userId: stage.userId, values })).toThrow(problem);
});

test('errors keep the form open, and may only stand at inputs', async () => {
  await using stage = await startStage();
  stage.show(FORM);
  const submit = () =>
    stage.people.submit({ teamId: stage.team.id, userId: stage.userId, values: { words: 'a boat' } }).ack();
  {
    const answer = { response_action: 'errors', errors: { prompt: 'Say more.' } };
    await using _app = await listening(stage, answer);
    expect(await submit()).toEqual(answer);
  }
  await using _app = await listening(stage, { response_action: 'errors', errors: { more: 'No.' } });
  await expect(submit()).rejects.toThrow('no inputs: more');
  expect(stage.viewAnswers).toEqual([]);
});

test.each(['update', 'push', 'clear'] as const)('a form can be answered with %s', async (action) => {
  await using stage = await startStage();
  const view = action === 'clear' ? {} : { view: { type: 'modal', title: LABEL, blocks: [] } };
  await using _app = await listening(stage, { response_action: action, ...view });
  stage.show(FORM);
  await stage.people.submit({ teamId: stage.team.id, userId: stage.userId, values: { words: 'a boat' } }).ack();
  expect(stage.viewAnswers).toMatchObject([{ action, ...view }]);
});

test('a mention in a channel is an app_mention, words in a direct message a message', async () => {
  await using stage = await startStage({ org: true });
  await using app = await listening(stage);
  const { team, userId, channelId, directId } = stage;
  stage.addFile({ id: 'F1', name: 'wave.png' });
  const files = [{ id: 'F1' }];
  stage.people.say({ teamId: team.id, channelId, userId, text: 'nobody hears this' });
  const { ts } = stage.people.say({
    teamId: team.id,
    channelId,
    userId,
    text: 'animate <this>',
    mentionsBot: true,
    files,
  });
  stage.people.say({ teamId: team.id, channelId: directId, userId, text: 'hello', files, threadTs: ts });
  await expect.poll(() => app.bodies.length).toBe(2);
  expect(app.bodies).toMatchObject([
    {
      type: 'event_callback',
      team_id: team.id,
      enterprise_id: 'E0ORG',
      authorizations: [{ enterprise_id: 'E0ORG', team_id: null, is_enterprise_install: true, user_id: team.botUserId }],
      event: {
        type: 'app_mention',
        user: userId,
        text: '<@U0BOT> animate &lt;this&gt;',
        ts,
        channel: channelId,
        files: [{ id: 'F1', name: 'wave.png' }],
      },
    },
    {
      event: {
        type: 'message',
        subtype: 'file_share',
        channel_type: 'im',
        channel: directId,
        text: 'hello',
        thread_ts: ts,
      },
    },
  ]);
  expect(app.bodies[0]).not.toHaveProperty('event.subtype');
});

test.each([
  ['a & b < c > d', 'a &amp; b &lt; c &gt; d'],
  ['<!channel> is typed', '&lt;!channel&gt; is typed'],
  ['wake @channel and @here', 'wake <!channel> and <!here>'],
  ['see https://example.com/a?b=1&c=2 now', 'see <https://example.com/a?b=1&amp;c=2> now'],
  [
    'on example.com, by ada@example.com',
    'on <http://example.com|example.com>, by <mailto:ada@example.com|ada@example.com>',
  ],
  ['for <@U0ADA> in <#C0VIDEO>', 'for <@U0ADA> in <#C0VIDEO>'],
])('what somebody types comes as Slack writes it: %s', async (text, sent) => {
  await using stage = await startStage();
  stage.people.say({ teamId: stage.team.id, channelId: stage.directId, userId: stage.userId, text });
  expect(stage.people.events()[0]?.payload).toMatchObject({ event: { text: sent } });
});

test('reactions, the Home tab and the end of an installation are events', async () => {
  await using stage = await startStage();
  await using app = await listening(stage);
  const { team, userId, channelId } = stage;
  const ts = stage.put({ text: 'Done', user: team.botUserId });
  const star = { teamId: team.id, userId, channelId, ts, reaction: 'star' };
  stage.people.react(star);
  stage.people.react({ ...star, remove: true });
  stage.show({ type: 'home', blocks: [] });
  stage.people.openHome({ teamId: team.id, userId });
  stage.people.uninstall(team.id, 'tokens_revoked');
  await expect.poll(() => app.bodies.length).toBe(5);
  expect(app.bodies.map(({ event }) => event)).toMatchObject([
    { type: 'reaction_added', item: { type: 'message', channel: channelId, ts }, item_user: team.botUserId },
    { type: 'reaction_removed', reaction: 'star', user: userId },
    { type: 'app_home_opened', tab: 'home', view: { type: 'home' } },
    { type: 'tokens_revoked', tokens: { bot: [team.botUserId] } },
    { type: 'app_uninstalled' },
  ]);
});
