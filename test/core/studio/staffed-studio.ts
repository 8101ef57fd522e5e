import { openDesk, type Desk } from '../../../src/bots/desk.ts';
import { silentLogger } from '../../../src/core/log.ts';
import type { Submission } from '../../../src/core/studio/studio.ts';
import { createMemoryChat, type MemoryChat } from '../../fakes/memory-chat.ts';
import { createQuickProvider, type BeforeTurn } from '../../fakes/quick-provider.ts';
import { openTestStudio, type TestStudio } from '../../support/test-studio.ts';

export const never = new AbortController().signal;
export const ada = { platform: 'playground', id: 'ada', name: 'Ada', moderator: false };

/** A request of Ada's for a video from words, by a message of this id. */
export const asked = (sourceId: string, draft: Partial<Submission['draft']> = {}): Submission => ({
  sourceId,
  person: ada,
  thread: { platform: 'playground', space: 'local', channel: 'studio', thread: sourceId },
  // A partial of a union cannot say which member it is part of; every test here asks for t2v.
  draft: { kind: 't2v', prompt: 'a boat', ...draft } as Submission['draft'],
});

/** A studio, and the chat that it answers in. */
export type StaffedStudio = TestStudio & { readonly chat: MemoryChat; readonly desk: Desk };

/** Runs a studio over a data directory with its desk and workers until `use` is done. */
export async function withStudioIn(
  dataDir: string,
  use: (opened: StaffedStudio) => Promise<void>,
  options: { readonly before?: BeforeTurn; readonly chat?: MemoryChat; readonly idle?: boolean } = {},
): Promise<void> {
  await using opened = await openTestStudio(dataDir);
  const chat = options.chat ?? createMemoryChat();
  const desk = await openDesk({ adapter: chat, studio: opened.studio, queue: opened.queue, logger: silentLogger() });
  try {
    if (options.idle !== true) await opened.work(createQuickProvider(options.before));
    await use({ ...opened, chat, desk });
  } finally {
    await desk.stop(0);
  }
}
