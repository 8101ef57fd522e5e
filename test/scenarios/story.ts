import type { Act, Seen, Thing, Who } from './chat-driver.ts';

/** One step of a story: what somebody does, and what there is to see in the end. */
export interface Step {
  readonly title: string;
  /** From here on videos are `held` in their third stage, or `free` to be made. */
  readonly crew?: 'held' | 'free';
  /** Only where the chat has more than one person. */
  readonly crowd?: true;
  readonly act?: Act;
  readonly look: { readonly at: Thing } | { readonly told: Who };
  readonly sees: Seen;
  /** How many outcomes there are then. */
  readonly outcomes?: number;
}

const videoButtons = ['Again', 'Edit prompt', 'Extend', 'Restyle', 'Connect…', 'Share', 'Delete'];

function video(prompt: string, from: string): Seen {
  const facts = ['Made by: a test', `Made from: ${from}`, 'Seed: …', 'Size: 1024×576, 5 s, 24 fps'];
  return { words: ['Here is your video.', prompt, ...facts], buttons: videoButtons, videos: 1 };
}

function said(...words: string[]): Seen {
  return { words, buttons: [], videos: 0 };
}

function entry(stars: number): Seen {
  const words = ['Ada', 'a paper boat', 'Made by: a test · Seed: …'];
  return { words, buttons: [`⭐ ${stars}`, 'Remix', 'Withdraw'], videos: 1 };
}

const held = [
  '✅ Reading the words',
  '✅ Painting the first frame',
  '▶️ Setting it in motion',
  '▫️ Finishing the video',
];
const done = [
  '✅ Reading the words',
  '✅ Painting the first frame',
  '✅ Setting it in motion',
  '✅ Finishing the video',
];

/** What a workspace, a server and a visitor of the playground do on their first day. */
export const story: readonly Step[] = [
  {
    title: 'a command shows a card with its stages',
    crew: 'held',
    act: { do: 'command', name: 't2v', options: { prompt: 'a paper boat' } },
    look: { at: 'card' },
    sees: { words: ['Text to video', 'In the making', 'a paper boat', ...held], buttons: ['Cancel'], videos: 0 },
  },
  {
    title: 'the card ends with the task',
    crew: 'free',
    look: { at: 'card' },
    sees: { words: ['Text to video', 'Done', 'a paper boat', ...done], buttons: [], videos: 0 },
  },
  {
    title: 'the video comes with its prompt, its facts and its buttons',
    look: { at: 'outcome' },
    sees: video('a paper boat', 'your words'),
    outcomes: 1,
  },
  {
    title: 'Share shows it in the gallery',
    act: { do: 'press', on: 'outcome', label: 'Share' },
    look: { told: 'maker' },
    sees: said('Shared in the gallery.'),
  },
  { title: 'the entry names its maker', look: { at: 'entry' }, sees: entry(0) },
  {
    title: 'nobody gives a star to a video of their own',
    act: { do: 'press', on: 'entry', label: '⭐ 0' },
    look: { told: 'maker' },
    sees: said('You cannot give your own video a star.'),
  },
  {
    title: 'the list of the best has it',
    act: { do: 'command', name: 'gallery top' },
    look: { told: 'maker' },
    sees: said('• ⭐ 0 “a paper boat” by Ada'),
  },
  { title: 'a star of somebody else counts', crowd: true, act: { do: 'star' }, look: { at: 'entry' }, sees: entry(1) },
  {
    title: 'the list of the best has the star',
    crowd: true,
    act: { do: 'command', name: 'gallery top' },
    look: { told: 'maker' },
    sees: said('• ⭐ 1 “a paper boat” by Ada'),
  },
  {
    title: 'Again makes another',
    act: { do: 'press', on: 'outcome', label: 'Again' },
    look: { at: 'outcome' },
    sees: video('a paper boat', 'your words'),
    outcomes: 2,
  },
  {
    title: 'Extend takes words',
    act: { do: 'press', on: 'outcome', label: 'Extend', words: 'it sails away' },
    look: { at: 'outcome' },
    sees: video('it sails away', 'your video and words'),
    outcomes: 3,
  },
  {
    title: 'words that answer a picture animate it',
    act: { do: 'animate', words: 'the waves move' },
    look: { at: 'outcome' },
    sees: video('the waves move', 'your picture and words'),
    outcomes: 4,
  },
  {
    title: 'what cannot be made is said in the same sentence',
    act: { do: 'command', name: 't2v', options: { prompt: 'a long river', duration: 1000 } },
    look: { told: 'maker' },
    sees: said('--duration: The longest video is 60 seconds. See /mora help t2v.'),
  },
  {
    title: 'another video is on its way',
    crew: 'held',
    act: { do: 'command', name: 't2v', options: { prompt: 'a kite' } },
    look: { at: 'card' },
    sees: { words: ['Text to video', 'In the making', 'a kite', ...held], buttons: ['Cancel'], videos: 0 },
  },
  {
    title: 'somebody else cannot cancel it',
    crowd: true,
    act: { do: 'press', who: 'other', on: 'card', label: 'Cancel' },
    look: { told: 'other' },
    sees: said('Only Ada or a moderator can cancel this.'),
  },
  {
    title: 'whoever asked can cancel it',
    act: { do: 'press', on: 'card', label: 'Cancel' },
    look: { told: 'maker' },
    sees: said('Cancelled.'),
  },
  {
    title: 'a cancelled task says who cancelled it',
    crew: 'free',
    look: { at: 'outcome' },
    sees: { words: ['Cancelled by Ada.', 'a kite'], buttons: ['Again', 'Edit prompt'], videos: 0 },
    outcomes: 5,
  },
  {
    title: 'it can be made after all',
    act: { do: 'press', on: 'outcome', label: 'Again' },
    look: { at: 'outcome' },
    sees: video('a kite', 'your words'),
    outcomes: 6,
  },
  {
    title: 'Delete takes a video away',
    act: { do: 'press', on: 'outcome', label: 'Delete' },
    look: { told: 'maker' },
    sees: said('Deleted.'),
    outcomes: 5,
  },
];
