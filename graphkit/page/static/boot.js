// Starts the page: its data and its program lie in it deflated, and the policy lets nothing but that very program run.

(async () => {
  /** @param {string} id */
  const part = (id) => document.getElementById(id);
  if (!window.DecompressionStream) {
    part("heading").textContent = "The drawing needs a browser of 2023 or later.";
    return;
  }
  /** The digits of base 85, but for those that HTML would read for more than text. */
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";
  /** @param {string} id */
  const read = (id) => {
    const text = part(id).textContent;
    const bytes = new DataView(new ArrayBuffer(text.length + 4));
    for (let place = 0; place < text.length; place += 5) {
      let word = 0;
      for (let at = place; at < place + 5; at += 1) word = word * 85 + (text[at] ? digits.indexOf(text[at]) : 84);
      bytes.setUint32((place / 5) * 4, word);
    }
    return new Response(new Blob([bytes.buffer.slice(0, (text.length * 4) / 5)]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  };
  const [data, program] = await Promise.all(["data", "program"].map(read));
  part("data").textContent = data;
  document.head.append(Object.assign(document.createElement("script"), { textContent: program }));
})();
