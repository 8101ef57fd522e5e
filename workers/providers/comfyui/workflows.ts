import path from 'node:path';
import type { Agent } from '../../../src/core/agents.ts';
import { nameModels } from './model-files.ts';
import { readWorkflows } from './read-workflows.ts';
import type { ComfyuiSettings } from './settings.ts';
import { shippedWorkflows } from './templates/shipped.ts';
import type { Workflow } from './workflow.ts';

/** The folder of an operator's own workflows, where the settings name no other. */
const usualFolder = 'workflows';

/**
 * All workflows: the operator's own, and those that come with the studio, of which one of the same name is replaced. The
 * folder is beside the arrangement file. Throws `configuration` for own ones that cannot be read.
 */
export function allWorkflows(settings: ComfyuiSettings, arrangementFile: string): readonly Workflow[] {
  const own = readWorkflows(path.resolve(path.dirname(arrangementFile), settings.workflows ?? usualFolder));
  const names = new Set(own.map(({ name }) => name));
  return [...shippedWorkflows(nameModels(settings)).filter(({ name }) => !names.has(name)), ...own];
}

/** Providers by their names, with the roles that they play: what a configuration may name. */
export type Players = Readonly<Record<string, { readonly plays: readonly Agent[] }>>;

/** Those of some workflows. */
export function playersOf(workflows: readonly Workflow[]): Players {
  return Object.fromEntries(workflows.map(({ name, plays }) => [`comfyui/${name}`, { plays }]));
}

/** Those that come with the studio. */
export const comfyuiPlayers: Players = playersOf(shippedWorkflows(nameModels({})));
