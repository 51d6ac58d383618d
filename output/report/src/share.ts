// All that was chosen, in the address: deflated, so that a link holds a scenario.
export interface Shared {
  texts: (string | null)[];
  slot: number;
  runs: number;
  seed: number;
}

async function through(bytes: Uint8Array, by: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(by as ReadableWritablePair<Uint8Array, Uint8Array>);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function addressOf(shared: Shared): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream("deflate-raw"));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Null where the address holds nothing, or nothing that can be read. */
export async function sharedIn(hash: string): Promise<Shared | null> {
  const packed = new URLSearchParams(hash.slice(1)).get("s");
  if (!packed) return null;
  try {
    const bytes = Uint8Array.from(atob(packed.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const shared = JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")))) as Shared;
    const right = Array.isArray(shared.texts) && [0, 1].includes(shared.slot) && shared.runs > 0 && Number.isInteger(shared.seed);
    return right ? shared : null;
  } catch {
    return null;
  }
}
