/** Videos that play while they are seen, unless the person stopped them or wants less motion. */
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!(target instanceof HTMLVideoElement) || target.dataset['stopped'] !== undefined) continue;
      if (isIntersecting && !calm.matches) {
        // A browser may refuse to play by itself: then the poster and the button stay.
        target.play().catch(() => {});
      } else if (!isIntersecting && !target.paused) {
        target.dataset['leaving'] = '';
        target.pause();
      }
    }
  },
  { threshold: 0.4 },
);

/** Plays a muted video whenever it is on the screen. */
export function playWhileSeen(video: HTMLVideoElement): void {
  video.addEventListener('pause', () => {
    // A pause that was not ours is the person's wish.
    if (video.dataset['leaving'] === undefined) video.dataset['stopped'] = '';
    delete video.dataset['leaving'];
  });
  video.addEventListener('play', () => delete video.dataset['stopped']);
  seen.observe(video);
}
