// Runs in every page before JupyterLab does: what becomes of a drag, and when.
globalThis.recorder = {
  // How each contestant numbers its values on the way up and on the way down, and where the picture stands.
  // ipympl numbers nothing: its motions and its pictures are counted, and the kernel knows which belong together.
  contestants: {
    mathml_widgets: {
      up: ({ content }) => content?.values?.matrix && content.serial,
      down: ({ state }) => state?.answered?.serial,
      place: (target) => target.getAttribute("transform"),
    },
    chart_slider: {
      up: ({ content }) => content?.values?.parameters && content.serial,
      down: ({ state }) => state?.answered?.serial,
      place: (target) => target.value,
    },
    chart_brush: {
      up: ({ content }) => content?.values?.interval && content.serial,
      down: ({ state }) => state?.answered?.serial,
      place: (target) => target.parentElement.getAttribute("transform"),
    },
    // Its slider numbers nothing, but every value gets one text of numbers back.
    plain_bqplot: {
      up: ({ method, state }, log) =>
        method === "update" && typeof state.value === "number" && log.sent.length + 1,
      down: ({ method, state }, log) =>
        method === "update" && String(state.value).startsWith("mean") && log.answers.length + 1,
      place: (target) => target.parentElement.getAttribute("style"),
    },
    traits: {
      up: ({ method, state }) => method === "update" && state.serial,
      down: ({ method, state }) => method === "update" && state.answered,
      place: (target) => `${target.getAttribute("cx")} ${target.getAttribute("cy")}`,
    },
    ipympl: {
      up: ({ content }, log) => content?.type === "motion_notify" && log.sent.length + 1,
      down: ({ content }, log) =>
        content && JSON.parse(content.data).type === "binary" && log.answers.length + 1,
      place: (_, log) => log.answers.length,
    },
    echo: { up: ({ content }) => content?.echo, down: ({ content }) => content?.echo, place: () => 0 },
    nothing: { up: () => 0, down: () => 0, place: () => 0 },
  },

  // Listen to the hand, to the kernel's line and to the frames until `stop` is called.
  start(name, selector) {
    const { up, down, place } = this.contestants[name];
    const log = { firstMove: 0, lastMove: 0, pictures: 0, sent: [], answers: [], frames: [] };
    const target = [...document.querySelectorAll(selector)].at(-1);
    const line = globalThis.rig.kernel.anyMessage;

    const moved = ({ timeStamp }) => {
      log.firstMove ||= timeStamp;
      log.lastMove = timeStamp;
    };
    const heard = (_, { msg, direction }) => {
      if (msg.header.msg_type !== "comm_msg") return;
      const number = (direction === "send" ? up : down)(msg.content.data, log);
      if (!number) return;
      if (direction === "send") log.sent.push({ number, moved: log.lastMove });
      else log.answers.push({ number, arrived: performance.now() });
    };
    let before = place(target, log);
    let frame = requestAnimationFrame(function next(time) {
      if (log.firstMove) log.frames.push(time);
      const now = place(target, log);
      if (now !== before) log.pictures += 1;
      before = now;
      frame = requestAnimationFrame(next);
    });
    addEventListener("pointermove", moved, true);
    line.connect(heard);
    this.stop = () => {
      removeEventListener("pointermove", moved, true);
      line.disconnect(heard);
      cancelAnimationFrame(frame);
      return log;
    };
  },

  // Run a cell; the milliseconds from the request to the end of the first frame that shows its picture.
  async firstPicture(cell, isThere) {
    const { panel, kernel } = globalThis.rig;
    const shown = new Function("output", `return ${isThere}`);
    const frame = () => new Promise(requestAnimationFrame);
    const asked = new Promise((resolve) => {
      const heard = (_, { msg, direction }) => {
        if (direction !== "send" || msg.header.msg_type !== "execute_request") return;
        kernel.anyMessage.disconnect(heard);
        resolve(performance.now());
      };
      kernel.anyMessage.connect(heard);
    });
    const output = panel.content.widgets[cell].outputArea.node;
    panel.content.activeCellIndex = cell;
    globalThis.jupyterapp.commands.execute("notebook:run-cell");
    const from = await asked;
    while (shown(output)) await frame();
    while (!shown(output)) await frame();
    const { port1, port2 } = new MessageChannel();
    const painted = new Promise((resolve) => {
      port1.onmessage = () => resolve(performance.now());
    });
    port2.postMessage(null);
    return (await painted) - from;
  },
};
