// Starts the page: its data and its program lie in it deflated, and the policy lets nothing but that very program run.

(async () => {
  const heading = document.getElementById("heading");
  if (!window.DecompressionStream) {
    heading.textContent = "The drawing needs a browser of 2023 or later.";
    return;
  }
  /** @param {string} id */
  const inflated = (id) => {
    const text = atob(document.getElementById(id).textContent);
    const bytes = new Uint8Array(text.length);
    for (let place = 0; place < bytes.length; place += 1) bytes[place] = text.charCodeAt(place);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  };
  const [data, program] = await Promise.all(["data", "program"].map(inflated));
  document.getElementById("data").textContent = data;
  const script = document.createElement("script");
  script.textContent = program;
  document.head.append(script);
})();
