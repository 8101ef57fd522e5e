import { z } from 'zod';
import { fakeAsk, type FakeAsk } from './people-ask.ts';
import type { FakeWorldPort } from './people-port.ts';
import type { PeopleScene } from './people-scene.ts';
import { slackText } from './payloads-markup.ts';
import { elementsOf } from './payloads-elements.ts';
import { channelName, channelShape, interactionFrame, userShape, VERIFICATION_TOKEN } from './payloads.ts';

/** Commands, shortcuts and buttons under messages. */
export interface PeopleCommands {
  /** `/mora …` in a channel: Slack has no commands in threads. Mentions are typed as `<@U…>` and `<#C…>`. */
  slash(o: { teamId: string; channelId: string; userId: string; text: string; command?: '/mora' }): FakeAsk;
  /** From the menu of a message. @throws Error where the message is not there */
  messageShortcut(o: { teamId: string; channelId: string; userId: string; ts: string; callbackId: string }): FakeAsk;
  /** From the search or the composer: it has no channel, hence no response URL. */
  globalShortcut(o: { teamId: string; userId: string; callbackId: string }): FakeAsk;
  /** A click on a button. @throws Error where the message has no such button */
  press(o: { teamId: string; userId: string; channelId: string; ts: string; actionId: string }): FakeAsk;
}

const messageSchema = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  is_ephemeral: z.boolean().optional(),
});
const buttonSchema = z.looseObject({ type: z.literal('button'), text: z.unknown(), value: z.string().optional() });
const bodySchema = z.record(z.string(), z.unknown());

/** Lets people do these things in the scene. */
export function createCommands(scene: PeopleScene): PeopleCommands {
  const { world, deliveries } = scene;

  function interact(
    o: { teamId: string; userId: string; channelId?: string; messageTs?: string },
    payload: Readonly<Record<string, unknown>>,
  ): FakeAsk {
    const team = scene.team(o.teamId);
    const { channelId, messageTs } = o;
    const triggerId = world.openTrigger(o);
    const responseUrl =
      channelId === undefined
        ? undefined
        : world.openResponseUrl({ ...o, channelId, ...(messageTs === undefined ? {} : { messageTs }) });
    const full = {
      ...interactionFrame(world, team),
      user: userShape(world.user(o.userId)),
      trigger_id: triggerId,
      ...(responseUrl === undefined ? {} : { response_url: responseUrl }),
      ...(channelId === undefined ? {} : { channel: channelShape(world.channel(channelId)) }),
      ...payload,
    };
    const asked = deliveries.ask('interactive', full, false);
    return fakeAsk({
      world,
      asked,
      triggerId,
      ...(responseUrl === undefined ? {} : { responseUrl }),
      carryOut: () => {},
    });
  }

  return {
    slash(o) {
      const team = scene.team(o.teamId);
      const triggerId = world.openTrigger(o);
      const responseUrl = world.openResponseUrl(o);
      const payload = {
        token: VERIFICATION_TOKEN,
        team_id: team.id,
        team_domain: team.domain,
        ...(team.enterpriseId === undefined
          ? {}
          : { enterprise_id: team.enterpriseId, enterprise_name: `Org of ${team.name}` }),
        channel_id: o.channelId,
        channel_name: channelName(world.channel(o.channelId)),
        user_id: o.userId,
        user_name: world.user(o.userId).name,
        command: o.command ?? '/mora',
        text: slackText(world, o.text, { withNames: true }),
        api_app_id: world.appId,
        is_enterprise_install: String(team.isEnterpriseInstall),
        response_url: responseUrl,
        trigger_id: triggerId,
      };
      return fakeAsk({
        world,
        asked: deliveries.ask('slash_commands', payload, true),
        triggerId,
        responseUrl,
        carryOut(body) {
          const answer = typeof body === 'string' ? { text: body } : bodySchema.safeParse(body).data;
          if (answer !== undefined && Object.keys(answer).length > 0) {
            world.answerCommand({ responseUrl, body: answer });
          }
        },
      });
    },
    messageShortcut(o) {
      const message = messageIn(world, o.channelId, o.ts);
      // An answer cannot replace what somebody said: the address knows no message.
      return interact(o, {
        type: 'message_action',
        callback_id: o.callbackId,
        action_ts: scene.timestamp(),
        message_ts: o.ts,
        message,
      });
    },
    globalShortcut: (o) => interact(o, { type: 'shortcut', callback_id: o.callbackId, action_ts: scene.timestamp() }),
    press(o) {
      const message = messageIn(world, o.channelId, o.ts);
      const placed = elementsOf(message['blocks']).find(({ actionId }) => actionId === o.actionId);
      const button = buttonSchema.safeParse(placed?.element);
      if (placed === undefined || !button.success) throw new Error(`The message has no button ${o.actionId}`);
      const { text, value } = button.data;
      const isEphemeral = message.is_ephemeral === true;
      return interact(
        { ...o, messageTs: o.ts },
        {
          type: 'block_actions',
          container: {
            type: 'message',
            message_ts: o.ts,
            channel_id: o.channelId,
            is_ephemeral: isEphemeral,
            ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
          },
          // What only one person sees is not in the payload.
          ...(isEphemeral ? {} : { message }),
          state: { values: {} },
          actions: [
            {
              action_id: o.actionId,
              block_id: placed.blockId,
              type: 'button',
              text,
              ...(value === undefined ? {} : { value }),
              action_ts: scene.timestamp(),
            },
          ],
        },
      );
    },
  };
}

function messageIn(world: FakeWorldPort, channelId: string, ts: string): z.infer<typeof messageSchema> {
  const message = world.message(channelId, ts);
  if (message === undefined) throw new Error(`There is no message ${ts} in ${channelId}`);
  return messageSchema.parse(message);
}
