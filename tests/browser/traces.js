// What an extension leaves on a page: evaluated with a part of its address, it notes from then on which
// listeners, observers and signals code from there sets, and `traces()` lists those that are still set on what is on the page.
(address) => {
  const notes = new Map();
  const ours = () => new Error().stack.includes(address);
  const note = (key, what, alive) => notes.set(key, { what, alive });
  const keyOf = (...parts) => {
    const found = [...notes.keys()].find((key) =>
      parts.every((part, index) => key[index] === part),
    );
    return found ?? parts;
  };
  const drop = (...parts) => notes.delete(keyOf(...parts));

  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const captures = (options) =>
    typeof options === "object" ? Boolean(options?.capture) : Boolean(options);
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (ours() && !(target instanceof AbortSignal)) {
      const parts = [target, type, listener, captures(options)];
      note(keyOf(...parts), `listener for ${type}`, () => target === window || target.isConnected);
      const over = () => drop(...parts);
      if (options?.once) addEventListener.call(target, type, over, options);
      if (options?.signal) addEventListener.call(options.signal, "abort", over);
    }
    return addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    drop(this ?? window, type, listener, captures(options));
    return removeEventListener.call(this ?? window, type, listener, options);
  };

  for (const [name, Observer] of Object.entries({ MutationObserver, ResizeObserver })) {
    const { observe, disconnect } = Observer.prototype;
    Observer.prototype.observe = function (target, ...options) {
      if (ours()) note(keyOf(this), name, () => target.isConnected);
      return observe.call(this, target, ...options);
    };
    Observer.prototype.disconnect = function () {
      drop(this);
      return disconnect.call(this);
    };
  }

  // Lumino's signals; there is one at least on every application.
  const Signal = globalThis.jupyterapp.shell.currentChanged.constructor.prototype;
  const { connect, disconnect } = Signal;
  Signal.connect = function (slot, self) {
    // What JupyterLab connects while it does what code from there asks is JupyterLab's own.
    const caller = new Error().stack.split("\n")[2] ?? "";
    const there = () => !this.sender?.isDisposed && !self?.isDisposed;
    if (caller.includes(address)) note(keyOf(this, slot, self), "signal", there);
    return connect.call(this, slot, self);
  };
  Signal.disconnect = function (slot, self) {
    drop(this, slot, self);
    return disconnect.call(this, slot, self);
  };

  globalThis.traces = () =>
    [...notes.values()].filter(({ alive }) => alive()).map(({ what }) => what);
};
