/** What is known of the kernel, and the words for it. */

export type Status =
  | { kind: "live" }
  | { kind: "busy"; since: number }
  | { kind: "absent"; page: boolean };

/** Milliseconds without an answer after which the kernel counts as busy. */
export const PATIENCE = 400;

/** Say the status in the words of the badge; nothing while all is well. */
export function statusText(status: Status, now: number): string {
  if (status.kind === "absent")
    return `No kernel: the last picture.${status.page ? "" : " Run the cell again."}`;
  if (status.kind === "live") return "";
  const seconds = Math.max(0, (now - status.since) / 1000);
  return `Kernel busy: the numbers are from ${seconds.toFixed(1)} s ago.`;
}
