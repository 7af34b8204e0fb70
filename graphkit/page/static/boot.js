// Starts the page: its data and its program lie in it deflated, and the policy lets nothing but that very program run.

(async () => {
  const heading = document.getElementById("heading");
  if (!window.DecompressionStream) {
    heading.textContent = "The drawing needs a browser of 2023 or later.";
    return;
  }
  /** The digits of base 85, but for those that HTML would read for more than text. */
  const digits = new Uint8Array(128);
  [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~"].forEach((sign, digit) => (digits[sign.charCodeAt(0)] = digit));
  /** @param {string} id */
  const inflated = (id) => {
    const text = document.getElementById(id).textContent;
    const bytes = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
    for (let place = 0; place < text.length; place += 5) {
      let word = 0;
      for (let at = place; at < place + 5; at += 1) word = word * 85 + (at < text.length ? digits[text.charCodeAt(at)] : 84);
      bytes.setUint32((place / 5) * 4, word);
    }
    return new Response(new Blob([bytes.buffer.slice(0, Math.floor((text.length * 4) / 5))]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  };
  const [data, program] = await Promise.all(["data", "program"].map(inflated));
  document.getElementById("data").textContent = data;
  const script = document.createElement("script");
  script.textContent = program;
  document.head.append(script);
})();
