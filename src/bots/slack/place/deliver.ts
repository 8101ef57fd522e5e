import { actionId } from '../../../commands/actions.ts';
import { MoraError } from '../../../core/errors.ts';
import type { DeliveredTo } from '../../../core/outcome.ts';
import { cardIn } from '../../shown-task.ts';
import type { Delivery } from '../../delivery.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import type { Mark, SlackApi } from '../api.ts';
import { fileKey, type MessageRef, type ShareRecord } from '../memory.ts';
import type { SlackParts } from '../parts.ts';
import { refusalOf, toDeliveryError } from '../refusal.ts';
import { renderResult, type Shown } from '../show/render-result.ts';
import type { Cards } from './cards.ts';
import { findOurs } from './find-ours.ts';
import { placesOf, type Place } from './places.ts';
import { findShared, shareVideo, videoName } from './share-video.ts';

const notHere = 'It was marked as not safe for work, so it is not shown in Slack. It is kept in the studio.';
const closedHere = 'I am not in that channel. Invite me there with /invite @Mora, then try again.';
const noFiles =
  'This workspace takes no video files here. Ask its admins to allow uploads, or the operator of the studio to set MORA_PUBLIC_URL, so that videos get a page. It is kept: see it with /mora history.';

export interface Deliverer {
  /**
   * Posts outcomes: once, whatever dies when. An attempt is counted before it begins, and a file is remembered before it
   * becomes a message; from the second attempt on, both are looked for.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveredTo>;
  /** Shows an outcome once more, in a place that its owner asks from. */
  showAgain(space: string, place: Place, delivery: Delivery, signal: AbortSignal): Promise<void>;
}

/** An outcome on its way. */
interface Posting {
  readonly delivery: Delivery;
  readonly api: SlackApi;
  /** Keeps which file is about to become its message. */
  readonly remember: (share: ShareRecord) => Promise<void>;
  readonly signal: AbortSignal;
}

export function createDeliverer(parts: SlackParts, cards: Cards): Deliverer {
  const { apiOf, botOf, memory, studio, artifacts, links, nowMs, logger } = parts;
  const underWay = new Map<string, Promise<DeliveredTo>>();

  async function carry(delivery: Delivery, signal: AbortSignal): Promise<DeliveredTo> {
    const { taskId, thread, personId } = delivery;
    const before = (await memory.deliveries.get(taskId))?.value;
    if (before?.done !== undefined) return before.done;
    const attempts = (before?.attempts ?? 0) + 1;
    await memory.deliveries.put(taskId, { ...before, attempts });
    const api = await apiOf(thread.space);
    await ensureCard(taskId, signal);

    const card = await cards.find(taskId);
    const places = (): AsyncIterable<Place> => placesOf(thread, personId, card, api);
    const remember = (begun: ShareRecord): Promise<void> => memory.deliveries.put(taskId, { attempts, share: begun });
    const posting: Posting = { delivery, api, remember, signal };
    const earlier = attempts > 1 ? await findEarlier(posting, places(), before?.share) : undefined;
    const done = earlier ?? (await postAnywhere(posting, places()));
    await memory.deliveries.put(taskId, { attempts, done });
    return done;
  }

  /** A task whose process died before its card was there gets it now: the outcome goes into its thread. */
  async function ensureCard(taskId: string, signal: AbortSignal): Promise<void> {
    const view = await studio.view(taskId);
    if (view === undefined) return;
    try {
      await cards.settle(await cardIn(studio, view), signal);
    } catch (error) {
      if (refusalOf(error) === 'later' || signal.aborted) throw error;
      // An outcome does not need its card.
      logger.error({ err: error, taskId }, 'card-not-possible');
    }
  }

  /** What an earlier attempt has posted, in whichever place. */
  async function findEarlier(
    { delivery, api }: Posting,
    places: AsyncIterable<Place>,
    begun: ShareRecord | undefined,
  ): Promise<DeliveredTo | undefined> {
    const { taskId, thread } = delivery;
    const shared = begun && (await findShared(api, begun, nowMs()));
    const wanted = { mark: markOf(taskId), actionId: actionId({ name: 'again', taskId }) };
    const botUserId = (await botOf(thread.space))?.userId ?? '';
    const task = await studio.find(taskId);
    const sinceMs = task?.createdAt.getTime() ?? nowMs() - dayMs;
    for await (const place of places) {
      try {
        const { channel, threadTs } = place;
        const here = shared?.channel === channel ? shared : undefined;
        const found = here ?? (await findOurs(api, { channel, threadTs, sinceMs }, wanted, botUserId));
        if (found === undefined) continue;
        logger.info({ taskId }, 'delivery-found');
        return await arrived(place, { channel, ts: found.ts }, api);
      } catch (error) {
        if (refusalOf(error) === 'later') throw error;
      }
    }
    return undefined;
  }

  async function postAnywhere(posting: Posting, places: AsyncIterable<Place>): Promise<DeliveredTo> {
    const { delivery, api, signal } = posting;
    for await (const place of places) {
      try {
        return await arrived(place, await postAt(place, posting), api);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === 'later' || signal.aborted) throw error;
        logger.warn({ err: error, taskId: delivery.taskId, place: place.place, refusal }, 'place-refused');
      }
    }
    // Nowhere left: its owner finds it by /mora history.
    return { place: 'kept' };
  }

  async function postAt(place: Place, posting: Posting): Promise<MessageRef | undefined> {
    const { clip, taskId } = posting.delivery;
    if (clip === undefined) return say(place, posting, { kind: 'none' });
    if (clip.nsfw) return say(place, posting, { kind: 'none', why: notHere });
    try {
      return await share(place, posting, clip.video);
    } catch (error) {
      const tooLarge = error instanceof MoraError && error.code === 'not-supported';
      if (!tooLarge && refusalOf(error) !== 'no-file') throw error;
      const url = links.pageUrl(taskId);
      return say(place, posting, url === undefined ? { kind: 'none', why: noFiles } : { kind: 'link', url });
    }
  }

  async function share(place: Place, posting: Posting, video: string): Promise<MessageRef | undefined> {
    const { channel, threadTs } = place;
    const { delivery, api, remember, signal } = posting;
    const { taskId, locale } = delivery;
    const { blocks } = renderResult(delivery, { kind: 'file' }, translatorFor(localeFrom(locale)));
    const name = videoName(taskId);
    await using file = await artifacts.open(video, signal);
    const { message, isBare } = await shareVideo(
      api,
      { path: file.path, name, title: name, channel, threadTs, blocks },
      async (fileId) => {
        await memory.files.put(fileKey(delivery.thread.space, fileId), { taskId });
        await remember({ fileId, channel, atMs: nowMs() });
      },
      signal,
    );
    // Without its words it is a video all the same: to post it again would double it.
    if (isBare) {
      await say(place, posting, { kind: 'file' }).catch((error: unknown) => {
        logger.warn({ err: error, taskId }, 'video-without-words');
      });
    }
    return message;
  }

  async function say(
    { channel, threadTs }: Place,
    { delivery, api, signal }: Posting,
    shown: Shown,
  ): Promise<MessageRef> {
    const message = renderResult(delivery, shown, translatorFor(localeFrom(delivery.locale)));
    return api.post(channel, { ...message, threadTs, mark: markOf(delivery.taskId) }, signal);
  }

  async function arrived({ place }: Place, message: MessageRef | undefined, api: SlackApi): Promise<DeliveredTo> {
    // Where it stands is good to know; that it stands there is what matters.
    const url = message && (await api.permalink(message.channel, message.ts).catch(() => undefined));
    return { place, ...(url === undefined ? {} : { url }) };
  }

  function deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveredTo> {
    const { taskId, thread } = delivery;
    const running =
      underWay.get(taskId) ??
      carry(delivery, signal)
        .catch((error: unknown): DeliveredTo => {
          // A workspace that left has no place any more.
          if (refusalOf(error) === 'gone') return { place: 'kept' };
          logger.debug({ err: error, space: thread.space }, 'delivery-not-yet');
          throw toDeliveryError(error);
        })
        .finally(() => underWay.delete(taskId));
    underWay.set(taskId, running);
    return running;
  }

  return {
    deliver,
    async showAgain(space, place, delivery, signal) {
      const remember = (): Promise<void> => Promise.resolve();
      const posting = { delivery, api: await apiOf(space), remember, signal };
      await postAt(place, posting).catch((error: unknown) => {
        const refusal = refusalOf(error);
        if (refusal !== 'no-place' && refusal !== 'not-in') throw toDeliveryError(error);
        throw new MoraError('bad-input', closedHere, { cause: error });
      });
    },
  };
}

const dayMs = 86_400_000;

function markOf(taskId: string): Mark {
  return { kind: 'mora_outcome', key: taskId };
}
