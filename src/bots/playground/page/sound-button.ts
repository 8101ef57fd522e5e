import { el } from './dom.ts';
import { icon } from './icons.ts';

/** A button over a video that has sound: videos begin muted, so that no page speaks up by itself. */
export function createSoundButton(video: HTMLVideoElement): HTMLElement {
  const words = el('span');
  const button = el('button', { type: 'button', class: 'sound-button' });
  const show = (): void => {
    const silent = video.muted || video.volume === 0;
    words.textContent = silent ? 'Turn sound on' : 'Turn sound off';
    button.replaceChildren(icon(silent ? 'muted' : 'sound'), words);
  };
  button.addEventListener('click', () => {
    const silent = video.muted || video.volume === 0;
    video.muted = !silent;
    if (silent && video.volume === 0) video.volume = 1;
    // Who wants to hear it wants it to play.
    if (silent && video.paused) video.play().catch(() => {});
  });
  video.addEventListener('volumechange', show);
  show();
  return button;
}
