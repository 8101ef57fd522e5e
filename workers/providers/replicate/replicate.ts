import type { Provider } from '../../../src/core/provider.ts';
import type { Vendor, VendorParts } from '../../vendor.ts';
import { inspectReplicate } from './inspect.ts';
import { keepersOf } from './keep-made.ts';
import type { ReplicateModel } from './model.ts';
import { allModels } from './models/all-models.ts';
import { openReplicate } from './open-replicate.ts';
import { createPace } from './pace.ts';
import { playModel, type PlayParts } from './play-model.ts';
import { expectedPrice, priceOf } from './price.ts';
import { createSchemaWatch } from './schema-watch.ts';
import { webhookAddress } from './webhook-address.ts';

/** Turns of one model that a process takes at a time: the work is done elsewhere, the fetching and keeping is not. */
const turns = 8;

/** Replicate's models as providers; undefined where there is no token. Throws where the settings cannot be read. */
export function createReplicate(parts: VendorParts, models: readonly ReplicateModel[] = allModels): Vendor | undefined {
  const opened = openReplicate(parts);
  if (opened === undefined) return undefined;
  const { client, gate, settings } = opened;
  const { config, logger, media } = parts;
  const schemas = createSchemaWatch({ client, logger });
  const pace = createPace({ webhooks: webhookAddress(config.publicUrl, 'x') !== undefined });
  const playParts: PlayParts = {
    client,
    schemas,
    pace,
    logger,
    publicUrl: config.publicUrl,
    allowed: allowedOutputs(config.replicateBaseUrl),
  };

  const providerOf = (model: ReplicateModel): Provider => {
    const price = priceOf(model, settings);
    const keep = keepersOf(model, media);
    const { roles, motion } = model;
    const agents: Provider['agents'] = {
      ...(roles['text-to-image'] && {
        'text-to-image': playModel(model, price, roles['text-to-image'], keep['text-to-image'], playParts),
      }),
      ...(roles['image-to-image'] && {
        'image-to-image': playModel(model, price, roles['image-to-image'], keep['image-to-image'], playParts),
      }),
      ...(roles['image-to-video'] && {
        'image-to-video': playModel(model, price, roles['image-to-video'], keep['image-to-video'], playParts),
      }),
      ...(roles.connect && { connect: playModel(model, price, roles.connect, keep.connect, playParts) }),
    };
    return {
      name: `replicate/${model.id}`,
      version: model.versionId ?? 'latest',
      label: model.label,
      ...(motion === undefined ? {} : { motion }),
      prices: Object.fromEntries(Object.keys(agents).map((agent) => [agent, expectedPrice(price)])),
      turns,
      stopped: () => gate.reason(),
      agents,
      close: () => Promise.resolve(),
    };
  };

  return {
    name: 'replicate',
    providers: models.map(providerOf),
    inspect: (options) => inspectReplicate(options, { client, schemas, models, settings }),
    close: () => Promise.resolve(),
  };
}

/** Where outputs come from: Replicate's own hosts, and the server that was put in its place. */
function allowedOutputs(baseUrl: string | undefined): (url: URL) => boolean {
  const origin = baseUrl === undefined ? undefined : new URL(baseUrl).origin;
  return (url) => {
    if (url.origin === origin) return true;
    return url.protocol === 'https:' && /(?:^|\.)replicate\.delivery$/u.test(url.hostname) && url.port === '';
  };
}
