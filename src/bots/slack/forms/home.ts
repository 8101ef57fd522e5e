import { actionId } from '../../../commands/actions.ts';
import type { TaskRow } from '../../../core/database/task-rows.ts';
import { shorten } from '../../../core/text.ts';
import type { Card } from '../../card.ts';
import type { Translator } from '../../locales/translate.ts';
import { kindLabels, statusTexts } from '../../texts.ts';
import type { View } from '../api.ts';
import { button, buttonRows, context, literal, paragraph, type Block } from '../show/blocks.ts';
import { timesOf } from '../show/render-card.ts';

export const newVideoActionId = 'mora_new_video';
export const refreshActionId = 'mora_refresh';

/** As many tasks and videos as a Home tab shows; each takes up to three blocks of the hundred. */
const mostShown = 15;

export interface Home {
  /** What is being made for the person. */
  readonly open: readonly Card[];
  /** Their finished videos, the newest first. */
  readonly clips: readonly TaskRow[];
  /** How many tasks of everybody are not done. */
  readonly queue: number;
}

/** Somebody's Home tab. */
export function renderHome({ open, clips, queue }: Home, t: Translator): View {
  const { text: say } = t;
  const title = (english: string): Block[] => paragraph(...literal(say(english), { bold: true }));
  return {
    type: 'home',
    blocks: [
      {
        type: 'actions',
        elements: [button(newVideoActionId, say('New video'), 'primary'), button(refreshActionId, say('Refresh'))],
      },
      ...context(say(`Videos in the making or waiting, of everybody: ${queue}`)),
      ...(open.length === 0 ? [] : title('In the making')),
      ...open.slice(0, mostShown).flatMap((card) => openBlocks(card, t)),
      ...title('Your videos'),
      ...(clips.length === 0 ? context(say('You have no videos yet. Start one with /mora t2v and a few words.')) : []),
      ...clips.slice(0, mostShown).flatMap((task) => clipBlocks(task, t)),
    ],
  };
}

function openBlocks(card: Card, t: Translator): Block[] {
  const { text: say } = t;
  const { taskId, kind, prompt, status, stages } = card;
  const running = stages.find((stage) => stage.status === 'running');
  const percent = running?.percent === undefined ? '' : ` ${Math.round(running.percent)} %`;
  const state = running === undefined ? say(statusTexts[status]) : `${say(running.label)}${percent}`;
  const cancel = { id: actionId({ name: 'cancel', taskId }), action: 'cancel' as const, label: say('Cancel') };
  return [
    ...paragraph(...literal(`${say(kindLabels[kind])}: ${wordsOf(prompt, say)}`)),
    ...context([state, ...timesOf(card, say)].join(' · ')),
    ...(status === 'working' ? buttonRows([cancel], t) : []),
  ];
}

function clipBlocks({ plan, deliveredTo }: TaskRow, t: Translator): Block[] {
  const { taskId, request } = plan;
  const { text: say } = t;
  const url = deliveredTo?.url;
  const words = wordsOf(request.prompt, say);
  const extend = { id: actionId({ name: 'extend', taskId }), action: 'extend' as const, label: say('Extend') };
  const again = { id: actionId({ name: 'again', taskId }), action: 'again' as const, label: say('Again') };
  return [
    ...paragraph(
      ...literal(`${say(kindLabels[request.kind])}: `),
      ...(url === undefined ? literal(words) : [{ type: 'link', url, text: words }]),
    ),
    // None of many stands out.
    { type: 'actions', elements: [again, extend].map(({ id, label }) => button(id, label)) },
  ];
}

function wordsOf(prompt: string, say: Translator['text']): string {
  return prompt === '' ? say('without words') : shorten(prompt.replaceAll('\n', ' '), 100);
}
