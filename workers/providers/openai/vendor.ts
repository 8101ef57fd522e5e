import type { Provider } from '../../../src/core/provider.ts';
import type { Vendor, VendorParts } from '../../vendor.ts';
import { createConnection, type Connection } from './connection.ts';
import { createImageToImageRole, createTextToImageRole } from './images/roles.ts';
import { inspectOpenai } from './inspect.ts';
import { labelOf, modelsOf, priceOf, providerNameOf } from './models.ts';
import { createModerator } from './moderator.ts';
import { typicalImagePrice, typicalPromptPrice } from './prices.ts';
import { createSpeaker } from './prompt/ask-model.ts';
import { createPromptRole } from './prompt/role.ts';
import { openaiSettingsSchema, type OpenaiSettings } from './settings.ts';

/** Turns at a time: OpenAI's lowest tier takes five pictures a minute. A server of one's own has one GPU. */
const openaiTurns = 4;
/** Of pictures, where nothing is set: finer ones cost four times as much, and take minutes. */
const defaultQuality = 'medium';

/**
 * OpenAI, or any server that speaks its language: a language model as the prompt agent, an image model as text-to-image
 * and image-to-image, and the moderation. Throws where its settings do not fit their schema. `ownUrl` is
 * OpenAI's own address; tests have another.
 */
export function createOpenai({ config, logger, media, settings: all }: VendorParts, ownUrl?: string): Vendor {
  const settings = openaiSettingsSchema.parse(all['openai'] ?? {});
  const connection = createConnection({ config, logger }, ownUrl);
  const { prompt, image } = modelsOf(settings);
  const speaker = createSpeaker(connection, prompt, logger);
  const moderator = settings.moderation === 'off' ? undefined : createModerator(connection, settings, logger);

  const promptPrice = knownPrice(prompt, connection, settings);
  const typicalPrompt = typicalPromptPrice(promptPrice);
  const providers: Provider[] = [
    {
      ...faceOf(prompt, connection),
      ...(typicalPrompt === undefined ? {} : { prices: { prompt: typicalPrompt } }),
      agents: { prompt: createPromptRole(connection, prompt, speaker, promptPrice) },
    },
  ];
  if (image !== undefined) {
    const { quality = defaultQuality } = settings;
    const price = knownPrice(image, connection, settings);
    const fromWords = typicalImagePrice(price, quality, 'words');
    const fromPicture = typicalImagePrice(price, quality, 'picture');
    const studio = { connection, model: image, price, media, chosen: settings['image-model'] !== undefined };
    providers.push({
      ...faceOf(image, connection),
      stopped: () => (connection.missing.has('images') ? 'the server makes no pictures' : connection.stopped(image)),
      ...(fromWords === undefined || fromPicture === undefined
        ? {}
        : { prices: { 'text-to-image': fromWords, 'image-to-image': fromPicture } }),
      agents: {
        'text-to-image': createTextToImageRole(studio, quality),
        'image-to-image': createImageToImageRole(studio, quality),
      },
    });
  }
  return {
    name: 'openai',
    providers,
    ...(moderator === undefined ? {} : { moderator }),
    inspect: (options) => inspectOpenai({ connection, settings, speaker, moderator }, options),
    close: () => Promise.resolve(),
  };
}

/** What a model shows of itself. The SDK keeps no connection that would have to be closed. */
function faceOf(model: string, connection: Connection): Omit<Provider, 'agents'> {
  const { host } = connection;
  return {
    name: providerNameOf(model),
    version: model,
    label: labelOf(model, host),
    turns: host === undefined ? openaiTurns : 1,
    stopped: () => connection.stopped(model),
    close: () => Promise.resolve(),
  };
}

/** The price that is known here counts only where somebody is billed. */
function knownPrice(model: string, { paid }: Connection, settings: OpenaiSettings): ReturnType<typeof priceOf> {
  return paid || settings.prices?.[model] !== undefined ? priceOf(model, settings) : undefined;
}
