// The engine in a worker, asked by messages.

/** @import {Engine} from "./types.js" */

/** @typedef {{id: number, method: keyof Engine, args: unknown[]}} Question */
/** @typedef {{id: number, value?: unknown, error?: {name: string, message: string}}} Answer */

/**
 * An engine whose work a worker does.
 * @param {Worker} worker
 * @returns {Engine}
 */
export function remoteEngine(worker) {
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let asked = 0;
  worker.addEventListener("message", (/** @type {MessageEvent<Answer>} */ { data }) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.error) reject?.(Object.assign(new Error(data.error.message), { name: data.error.name }));
    else resolve?.(data.value);
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("worker"));
    waiting.clear();
  });
  /** @type {(method: keyof Engine) => (...args: any[]) => Promise<any>} */
  const asking = (method) => (...args) =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      worker.postMessage({ id: asked, method, args });
    });
  return {
    open: asking("open"),
    rows: asking("rows"),
    values: asking("values"),
    group: asking("group"),
    csv: asking("csv"),
    xlsx: asking("xlsx"),
    sql: asking("sql"),
  };
}

/**
 * Answer the questions that come from a page.
 * @param {Engine} engine
 * @param {{postMessage(answer: Answer): void, addEventListener(type: "message", listener: (event: MessageEvent<Question>) => void): void}} scope
 */
export function serveEngine(engine, scope) {
  scope.addEventListener("message", async ({ data: { id, method, args } }) => {
    try {
      const ask = /** @type {(...args: any[]) => Promise<unknown>} */ (engine[method]);
      scope.postMessage({ id, value: await ask(...args) });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: "Error", message: "" };
      scope.postMessage({ id, error: { name, message } });
    }
  });
}
