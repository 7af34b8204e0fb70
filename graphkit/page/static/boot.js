// Starts the page: its program lies in it compressed, and the policy lets nothing but that very text run.

(async () => {
  const heading = document.getElementById("heading");
  if (!window.DecompressionStream) {
    heading.textContent = "The drawing needs a browser of 2023 or later.";
    return;
  }
  const packed = Uint8Array.from(atob(document.getElementById("program").textContent), (sign) => sign.charCodeAt(0));
  const text = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const script = document.createElement("script");
  script.textContent = await new Response(text).text();
  document.head.append(script);
})();
