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
    await this.within(60, globalThis.jupyterapp.commands.execute(name, args));
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
