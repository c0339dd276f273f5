/** The little of AMD that Jupyter's bundles ask for: `define` with or without a name. */

type Factory = (...modules: unknown[]) => unknown;

const modules = new Map<string, unknown>();

/** Load a script whose unnamed module gets this name. */
export async function load(address: URL, name = ""): Promise<void> {
  Object.assign(globalThis, { define: definer(name, address.href) });
  const script = document.createElement("script");
  script.src = address.href;
  await new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", () =>
      reject(new Error(`${address.pathname} cannot be loaded`)),
    );
    document.head.append(script);
  });
}

/** A module that has been loaded. */
export function required<T>(name: string): T {
  if (!modules.has(name)) throw new Error(`there is no module ${name}`);
  return modules.get(name) as T;
}

function definer(script: string, uri: string) {
  const define = (...args: unknown[]) => {
    const factory = args.pop() as Factory;
    const needs = (Array.isArray(args.at(-1)) ? args.pop() : []) as string[];
    const name = (args.pop() as string | undefined) ?? script;
    const exports = {};
    const special: Record<string, unknown> = { module: { id: name, uri, exports }, exports };
    const made = factory(...needs.map((one) => special[one] ?? required(one)));
    modules.set(name, made ?? exports);
  };
  return Object.assign(define, { amd: true });
}
