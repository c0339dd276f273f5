/** Whether the reader has asked the system, or JupyterLab's settings, for less motion. */
export function reducedMotion(): boolean {
  return (
    "mathmlMotion" in document.body.dataset ||
    matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}

/** A smooth start and a smooth end: 0 to 0 and 1 to 1, with no speed at either. */
export function eased(share: number): number {
  return share * share * (3 - 2 * share);
}

/**
 * Call `frame` with eased shares from 0 to 1 over `duration` milliseconds, once an animation frame.
 *
 * Under reduced motion there is one call, with 1.
 */
export function animate(
  duration: number,
  signal: AbortSignal,
  frame: (share: number) => void,
): void {
  if (reducedMotion()) {
    frame(1);
    return;
  }
  let begun: number | undefined;
  const tick = (now: number) => {
    if (signal.aborted) return;
    begun ??= now;
    const share = Math.min((now - begun) / duration, 1);
    frame(eased(share));
    if (share < 1) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}
