// Runs in every page before JupyterLab does: what lab.py needs to know and do there.
globalThis.rig = {
  path: null,
  runs: [],
  statuses: [],

  get panel() {
    const widgets = globalThis.jupyterapp?.shell.widgets("main") ?? [];
    return [...widgets].find((widget) => widget.context?.path === this.path);
  },

  get kernel() {
    const kernel = this.panel?.sessionContext.session?.kernel;
    if (!kernel) throw new Error("the notebook has no kernel");
    return kernel;
  },

  get idle() {
    const session = this.panel?.sessionContext;
    return session?.isReady === true && session.session?.kernel?.status === "idle";
  },

  // A kernel that is gone never answers: no promise is awaited for ever.
  within(seconds, promise) {
    const late = new Promise((_, reject) => {
      setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
    });
    return Promise.race([promise, late]);
  },

  async command(name, args) {
    await this.within(180, globalThis.jupyterapp.commands.execute(name, args));
  },

  errors() {
    const outputs = [...this.panel.content.model.cells].flatMap(
      (cell) => cell.toJSON().outputs ?? [],
    );
    return outputs
      .filter((output) => output.output_type === "error")
      .map((output) => output.traceback.join("\n"));
  },

  recordStatuses() {
    this.panel.sessionContext.statusChanged.connect((_, status) => this.statuses.push(status));
  },

  // While the kernel answers a widget beside a cell, JupyterLab calls it idle; the cell knows better.
  get running() {
    return [...this.panel.content.model.cells].some((cell) => cell.executionState === "running");
  },

  // What a shortcut of the notebook would change.
  cells() {
    const { activeCellIndex, mode, model } = this.panel.content;
    return [activeCellIndex, mode, [...model.cells].map((cell) => [cell.id, cell.type])];
  },

  get scroll() {
    return this.panel.content.outerNode.scrollTop;
  },

  // An animation of ours is longer than one frame and moves in each of its frames.
  async still(element, frames = 12) {
    let [seen, same] = ["", 0];
    while (same < frames) {
      await new Promise(requestAnimationFrame);
      const now = element.innerHTML;
      same = now === seen ? same + 1 : 0;
      seen = now;
    }
  },

  outline(path, points) {
    const matrix = path.getScreenCTM();
    const picture = path.ownerSVGElement.getBoundingClientRect();
    const length = path.getTotalLength();
    return Array.from({ length: points }, (_, index) => {
      const at = path.getPointAtLength((length * index) / (points - 1)).matrixTransform(matrix);
      return [at.x - picture.x - picture.width / 2, picture.y + picture.height / 2 - at.y];
    });
  },

  // The texts of a view that leave it or lie on one another, and what makes it wider than it is.
  collisions(root) {
    const found = [];
    const frame = root.querySelector("svg.mathml-picture")?.getBoundingClientRect();
    const outside = (box, around) =>
      box.left < around.left - 1 ||
      box.right > around.right + 1 ||
      box.top < around.top - 1 ||
      box.bottom > around.bottom + 1;
    if (root.scrollWidth > root.clientWidth) {
      found.push(`the view is ${root.scrollWidth} px wide in ${root.clientWidth} px`);
    }
    const seen = [];
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: node } = texts;
      const parent = node.parentElement;
      if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
      if (parent.closest(".mathml-visually-hidden, option")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = node.data.trim();
      const drawn = parent.closest("svg.mathml-picture") !== null;
      // A line box is taller than its letters; what matters is that these do not meet.
      for (const { left, right, top, bottom } of range.getClientRects()) {
        if (right - left < 1) continue;
        const trim = (bottom - top) * 0.2;
        const box = { left, right, top: top + trim, bottom: bottom - trim };
        if (outside(box, drawn ? frame : root.getBoundingClientRect())) {
          found.push(`${text} leaves ${drawn ? "the picture" : "the view"}`);
        }
        for (const other of seen) {
          const x = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const y = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          if (x > 1 && y > 1 && other.node !== node) found.push(`${other.text} lies on ${text}`);
        }
        seen.push({ box, text, node });
      }
    }
    return found;
  },

  async evaluate(expression) {
    const request = {
      code: "",
      silent: true,
      store_history: false,
      user_expressions: { value: expression },
    };
    const reply = await this.within(20, this.kernel.requestExecute(request).done);
    return reply.content.user_expressions?.value ?? { status: reply.content.status };
  },

  forge(comm_id, data) {
    const header = {
      msg_id: crypto.randomUUID(),
      msg_type: "comm_msg",
      session: this.kernel.clientId,
      username: this.kernel.username,
      date: new Date().toISOString(),
      version: "5.2",
    };
    const content = { comm_id, data };
    this.kernel.sendShellMessage({
      channel: "shell",
      header,
      parent_header: {},
      metadata: {},
      content,
      buffers: [],
    });
  },

  start(code) {
    const run = { over: false, error: null };
    const future = this.kernel.requestExecute({ code, store_history: false });
    future.done.then((reply) => {
      run.over = true;
      run.error =
        reply.content.status === "ok"
          ? null
          : (reply.content.traceback?.join("\n") ?? reply.content.status);
    });
    const begun = new Promise((resolve) => {
      future.onIOPub = (message) => {
        if (message.header.msg_type === "execute_input") resolve(this.runs.push(run) - 1);
      };
    });
    return this.within(20, begun);
  },
};
