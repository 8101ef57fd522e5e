import type { VendorParts } from '../../vendor.ts';
import { createVendorGate, type VendorGate } from '../../remote/vendor-gate.ts';
import { createReplicateClient, type ReplicateClient } from './client.ts';
import { replicateSettingsSchema, type ReplicateSettings } from './settings.ts';

/** The connection to Replicate with what goes with it. */
export interface OpenedReplicate {
  readonly client: ReplicateClient;
  readonly gate: VendorGate;
  readonly settings: ReplicateSettings;
}

/** Longer than any of the models takes, queue included. */
const usualCancelAfterMinutes = 25;

/** Opens what the configuration names; undefined where there is no token. */
export function openReplicate({
  config,
  logger,
  settings: all,
}: Pick<VendorParts, 'config' | 'logger' | 'settings'>): OpenedReplicate | undefined {
  const { replicateApiToken: token, replicateBaseUrl } = config;
  if (token === undefined) return undefined;
  const settings = replicateSettingsSchema.parse(all['replicate'] ?? {});
  const gate = createVendorGate({ label: 'Replicate', logger });
  const { 'cancel-after-minutes': cancelAfterMinutes = usualCancelAfterMinutes } = settings;
  const baseUrl = replicateBaseUrl === undefined ? undefined : versioned(replicateBaseUrl);
  return { client: createReplicateClient({ token, baseUrl, gate, cancelAfterMinutes }), gate, settings };
}

/** Replicate's paths begin with a version; an address of a bare server means that one. */
function versioned(baseUrl: string): string {
  return new URL(baseUrl).pathname === '/' ? new URL('/v1', baseUrl).href : baseUrl;
}
