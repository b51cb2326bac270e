// MathLive's Compute Engine behind a pipe: {"answer", "against"} in LaTeX in, {"same", "ms"} out.
import { createInterface } from "node:readline";
import { ComputeEngine } from "@cortex-js/compute-engine";

const engine = new ComputeEngine();
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const pair = JSON.parse(line);
  const start = performance.now();
  let same = null;
  try {
    const [answer, against] = [engine.parse(pair.answer), engine.parse(pair.against)];
    if (answer.isValid && against.isValid) same = answer.isEqual(against) ?? null;
  } catch {
    same = null; // a peer that falls has no verdict
  }
  console.log(JSON.stringify({ same, ms: performance.now() - start }));
}
