import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import type { Button } from '../../delivery.ts';
import { limits } from '../limits.ts';
import { cutWithin } from '../markup.ts';

/** A component in Discord's own form. */
export type Component = Readonly<Record<string, unknown>>;

/** Numbers of the components that we read back from our own messages. */
export const componentIds = { prompt: 101 } as const;

/** Colours of the line at the side: Discord's own for what goes on, what went well and what did not. */
export const accents = { working: 0x5865f2, done: 0x57f287, failed: 0xed4245, cancelled: 0x99aab5 } as const;

export function text(content: string, id?: number): Component {
  return { type: ComponentType.TextDisplay, content, ...(id === undefined ? {} : { id }) };
}

/** A video or picture that is sent along with the message. */
export function media(fileName: string, altText: string, spoiler = false): Component {
  const item = {
    media: { url: `attachment://${fileName}` },
    description: cutWithin(altText, limits.altTextLength),
    spoiler,
  };
  return { type: ComponentType.MediaGallery, items: [item] };
}

const styles: Readonly<Partial<Record<Button['action'], ButtonStyle>>> = {
  again: ButtonStyle.Primary,
  remix: ButtonStyle.Primary,
  cancel: ButtonStyle.Danger,
  delete: ButtonStyle.Danger,
};

/** Buttons in as many rows as they need. */
export function buttonRows(buttons: readonly Pick<Button, 'id' | 'action' | 'label'>[]): Component[] {
  const rows: Component[] = [];
  for (let start = 0; start < buttons.length; start += limits.buttonsPerRow) {
    const components = buttons.slice(start, start + limits.buttonsPerRow).map(({ id, action, label }) => ({
      type: ComponentType.Button,
      style: styles[action] ?? ButtonStyle.Secondary,
      custom_id: id,
      label: cutWithin(label, limits.buttonLabelLength),
    }));
    rows.push({ type: ComponentType.ActionRow, components });
  }
  return rows;
}

/** As many whole lines as fit into a length: more of them than that nobody reads, and Discord takes none of it. */
export function linesWithin(lines: readonly string[], length: number): string {
  let shown = '';
  for (const line of lines) {
    const next = shown === '' ? line : `${shown}\n${line}`;
    // Half an escape at the end would show as a sign of its own.
    if (shown === '' && line.length > length) return `${line.slice(0, length - 1).replace(/\\$/u, '')}…`;
    if (next.length > length) break;
    shown = next;
  }
  return shown;
}

/** A message of components. */
export function componentMessage(accent: number, components: readonly Component[]): Record<string, unknown> {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, accent_color: accent, components }],
  };
}
