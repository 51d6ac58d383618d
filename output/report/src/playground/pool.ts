// The engine in workers, one a core: a replicate always goes to the same one, which keeps its history.
import workerSource from "./worker.js?raw";
import type { Told } from "./told";

export interface Mistake {
  file: string;
  line: number;
  column: number;
  what: string;
}

export interface Said {
  mistakes?: Mistake[];
  error?: string;
}

class EngineWorker {
  private waiting = new Map<number, (said: never) => void>();
  private next = 0;
  private worker: Worker;

  constructor(address: string, failed: (why: string) => void) {
    this.worker = new Worker(address);
    this.worker.onerror = (event) => failed(event.message);
    this.worker.onmessage = ({ data }) => {
      this.waiting.get(data.id)?.(data.said as never);
      this.waiting.delete(data.id);
    };
  }

  ask<T>(deed: string, what: object = {}): Promise<T & Said> {
    const id = this.next++;
    return new Promise((done) => {
      this.waiting.set(id, done);
      this.worker.postMessage({ id, deed, ...what });
    });
  }
}

/** What stands packed in the page. */
export async function unpacked(packed: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Replicates whose history a worker keeps: what its memory allows. */
const keptByWorker = 5;

export class Pool {
  private workers: EngineWorker[];
  private taken: Set<number>[] = [new Set(), new Set(), new Set()];
  /** Grows with each new wish; what was begun for an older one is let go. */
  private wish = 0;

  constructor(script: string, count: number, failed: (why: string) => void) {
    const address = URL.createObjectURL(new Blob([script, "\n", workerSource], { type: "text/javascript" }));
    this.workers = Array.from({ length: count }, () => new EngineWorker(address, failed));
  }

  async start(module: WebAssembly.Module, files: Record<string, string>, seed: number): Promise<void> {
    const said = await Promise.all(this.workers.map((worker) => worker.ask("start", { module, files, seed })));
    for (const { error, mistakes } of said) if (error || mistakes) throw new Error(error ?? mistakes!.map(({ what }) => what).join("; "));
  }

  /** Gives a scenario to all workers; mistakes leave what was there. */
  async set(scenario: number, yaml: string): Promise<Said> {
    this.wish++;
    const said = await Promise.all(this.workers.map((worker) => worker.ask("set", { scenario, yaml })));
    if (!said[0].mistakes && !said[0].error) this.taken[scenario].clear();
    return said[0];
  }

  /** Runs what is not yet run and tells what all of it means; null if another wish came meanwhile. */
  async runs(count: number, scenarios: number[], progress: (done: number, of: number) => void): Promise<Told | null> {
    const wish = ++this.wish;
    const tasks = this.workers.map((_, at) => {
      const own: { scenario: number; replicate: number }[] = [];
      for (let replicate = at; replicate < count; replicate += this.workers.length)
        for (const scenario of [0, ...scenarios]) if (!this.taken[scenario].has(replicate)) own.push({ scenario, replicate });
      return own;
    });
    const all = tasks.reduce((sum, own) => sum + own.length, 0);
    let done = 0;
    await Promise.all(
      this.workers.map(async (worker, at) => {
        for (const { scenario, replicate } of tasks[at]) {
          if (wish !== this.wish) return;
          const keep = replicate < keptByWorker * this.workers.length;
          const { words, error } = await worker.ask<{ words: Uint32Array }>("run", { scenario, replicate, keep });
          if (error) throw new Error(error);
          if (wish !== this.wish) return;
          await this.workers[0].ask("take", { scenario, replicate, words });
          if (wish !== this.wish) return;
          this.taken[scenario].add(replicate);
          progress(++done, all);
        }
      }),
    );
    if (wish !== this.wish) return null;
    const told = await this.workers[0].ask<Told>("tell", { runs: count, scenarios });
    if (told.error) throw new Error(told.error);
    return wish === this.wish ? told : null;
  }

  async memory(): Promise<number[]> {
    return (await Promise.all(this.workers.map((worker) => worker.ask<{ bytes: number }>("memory")))).map(({ bytes }) => bytes);
  }
}
