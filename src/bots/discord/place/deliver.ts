import { actionId } from '../../../commands/actions.ts';
import type { DeliveredTo } from '../../../core/outcome.ts';
import { cardIn } from '../../shown-task.ts';
import type { Delivery } from '../../delivery.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { refusalOf, toDeliveryError, type OutgoingFile, type OutgoingMessage } from '../api.ts';
import { nonceOf } from '../ids.ts';
import { messageUrl, type DiscordParts } from '../parts.ts';
import type { DiscordMessage, Posted } from '../wire.ts';
import { renderResult, type Shown } from '../show/render-result.ts';
import type { Cards } from './cards.ts';
import { isMarked, pageSize } from './find-ours.ts';
import { fittedVideo, sendFitted, videoName } from './fitted-video.ts';
import { placesOf, type Place } from './places.ts';

/** Pages of messages, from the card on, that are looked through for an outcome that may be there already. */
const pages = 20;

const tooLarge =
  'This video is too large for this place. Ask the operator of the studio to set MORA_PUBLIC_URL, so that large videos get a page; or make it again shorter.';
const notHere =
  'It was marked as not safe for work, so it is shown in age-restricted channels only. It is kept: see it with /mora history in such a channel.';

export interface Deliverer {
  /**
   * Posts outcomes: once, whatever dies when. An attempt is counted before it begins; from the second one on, every place
   * is searched for what an earlier one may have posted, as Discord's own check of the nonce holds for minutes only.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveredTo>;
  /** Shows an outcome once more, in a place that its owner asks from. */
  showAgain(place: Place, delivery: Delivery, signal: AbortSignal): Promise<void>;
}

export function createDeliverer(parts: DiscordParts, cards: Cards): Deliverer {
  const { api, memory, studio, links, botId, logger } = parts;
  const underWay = new Map<string, Promise<DeliveredTo>>();

  async function carry(delivery: Delivery, signal: AbortSignal): Promise<DeliveredTo> {
    const { taskId, thread, personId } = delivery;
    const before = (await memory.deliveries.get(taskId))?.value;
    if (before?.done !== undefined) return before.done;
    const attempts = (before?.attempts ?? 0) + 1;
    await memory.deliveries.put(taskId, { attempts });
    await ensureCard(taskId, signal);

    const card = await cards.find(taskId);
    const places = (): AsyncIterable<Place> => placesOf(thread, personId, card, parts);
    const found = attempts > 1 ? await findEarlier(delivery, places(), card?.message?.messageId) : undefined;
    const placed = found ?? (await postAnywhere(delivery, places(), signal));
    await memory.deliveries.put(taskId, { attempts, ...placed });
    return placed.done;
  }

  /** A task whose process died before its card and its thread were there gets them now: the outcome goes into that thread. */
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

  async function findEarlier(
    { taskId, thread }: Delivery,
    places: AsyncIterable<Place>,
    cardId: string | undefined,
  ): Promise<Placed | undefined> {
    const mark = actionId({ name: 'again', taskId });
    for await (const place of places) {
      if (place.channelId === undefined) continue;
      try {
        for await (const message of messagesSince(place.channelId, cardId)) {
          if (!isMarked(message, mark, botId())) continue;
          logger.info({ taskId }, 'delivery-found');
          return placedAt(place, thread.space, { id: message.id, channel_id: place.channelId });
        }
      } catch (error) {
        if (refusalOf(error) === 'later') throw error;
      }
    }
    return undefined;
  }

  /** Where an outcome can be: it came after its card, however busy the channel has been since. */
  async function* messagesSince(channelId: string, cardId: string | undefined): AsyncGenerator<DiscordMessage> {
    let after = cardId;
    for (let page = 0; after !== undefined && page < pages; page += 1) {
      const messages = await api.messagesAfter(channelId, after, pageSize);
      yield* messages;
      if (messages.length < pageSize) return;
      after = messages[0]?.id;
    }
    yield* await api.messages(channelId, pageSize);
  }

  async function postAnywhere(delivery: Delivery, places: AsyncIterable<Place>, signal: AbortSignal): Promise<Placed> {
    const { taskId, thread } = delivery;
    for await (const place of places) {
      try {
        const posted = await postAt(place, delivery, signal);
        if (posted !== undefined) return placedAt(place, thread.space, posted);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === 'later' || signal.aborted) throw error;
        logger.warn({ err: error, taskId, place: place.place, refusal }, 'place-refused');
      }
    }
    // Nowhere left: its owner finds it by /mora history.
    return { done: { place: 'kept' } };
  }

  async function postAt(place: Place, delivery: Delivery, signal: AbortSignal): Promise<Posted | undefined> {
    const { clip } = delivery;
    if (clip === undefined) return send(place, delivery, { kind: 'none' }, undefined, signal);
    if (clip.nsfw && !place.ageRestricted) {
      return send(place, delivery, { kind: 'none', why: notHere }, undefined, signal);
    }
    const name = videoName(delivery.taskId, clip.nsfw);
    const video = fittedVideo(parts, clip.video, name);
    const sent = await sendFitted(video, place.limitBytes, signal, (file) =>
      send(place, delivery, { kind: 'file', name, spoiler: clip.nsfw }, file, signal),
    );
    if (sent !== undefined) return sent;
    const url = links.pageUrl(delivery.taskId);
    const shown: Shown = url === undefined ? { kind: 'none', why: tooLarge } : { kind: 'link', url };
    return send(place, delivery, shown, undefined, signal);
  }

  async function send(
    place: Place,
    delivery: Delivery,
    shown: Shown,
    file: OutgoingFile | undefined,
    signal: AbortSignal,
  ): Promise<Posted> {
    const body = renderResult(delivery, shown, translatorFor(localeFrom(delivery.locale)));
    const files = file === undefined ? {} : { files: [file] };
    const attachments = file === undefined ? [] : [{ id: 0, filename: file.name }];
    const message: OutgoingMessage = { body: { ...body, attachments }, ...files };
    if (place.channelId === undefined) return api.editAnswer(place.token ?? '', message, signal);
    const { replyTo } = place;
    return api.post(place.channelId, { ...message, replyTo, nonce: nonceOf('d', delivery.taskId) }, signal);
  }

  function deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveredTo> {
    const { taskId } = delivery;
    const running =
      underWay.get(taskId) ??
      carry(delivery, signal)
        .catch((error: unknown) => {
          throw toDeliveryError(error);
        })
        .finally(() => underWay.delete(taskId));
    underWay.set(taskId, running);
    return running;
  }

  return {
    deliver,
    showAgain: async (place, delivery, signal) => void (await postAt(place, delivery, signal)),
  };
}

interface Placed {
  readonly done: DeliveredTo;
  readonly message?: { readonly channelId: string; readonly messageId: string };
}

function placedAt(
  place: Place,
  space: string,
  { id, channel_id: channelId }: Pick<Posted, 'id' | 'channel_id'>,
): Placed {
  const linkSpace = place.place === 'direct' ? `dm-${channelId}` : space;
  return {
    done: { place: place.place, url: messageUrl(linkSpace, channelId, id) },
    message: { channelId, messageId: id },
  };
}
