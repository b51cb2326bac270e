// Khan Academy's KAS behind a pipe: {"answer", "against"} in LaTeX in, {"same", "ms"} out.
const readline = require("node:readline");
const KAS = require("@khanacademy/kas");

console.log(JSON.stringify({ ready: true }));
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const pair = JSON.parse(line);
  const start = performance.now();
  let same = null;
  try {
    const [answer, against] = [KAS.parse(pair.answer), KAS.parse(pair.against)];
    if (answer.parsed && against.parsed) same = KAS.compare(against.expr, answer.expr, { form: false, simplify: false }).equal;
  } catch {
    same = null; // a peer that falls has no verdict
  }
  console.log(JSON.stringify({ same, ms: performance.now() - start }));
});
