// Cites the items of a CSL-JSON file as citeproc-js does, in a small style, and prints the references as JSON.
const { readFileSync } = require("node:fs");
const CSL = require("citeproc");

const items = JSON.parse(readFileSync(process.argv[2], "utf8"));
const byId = new Map(items.map((item) => [item.id, item]));

const locale = `<?xml version="1.0" encoding="utf-8"?>
<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
  <date form="numeric"><date-part name="year"/><date-part name="month" form="numeric-leading-zeros" prefix="-"/>
    <date-part name="day" form="numeric-leading-zeros" prefix="-"/></date>
  <terms><term name="et-al">and others</term><term name="and">and</term>
    <term name="open-quote">“</term><term name="close-quote">”</term>
    <term name="open-inner-quote">‘</term><term name="close-inner-quote">’</term></terms>
</locale>`;

const style = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="en-US">
  <info><title>test</title><id>test</id><updated>2025-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout delimiter=""><group delimiter=" | ">
    <names variable="author"><name/></names><text variable="title"/><text variable="container-title"/>
    <text variable="publisher"/><date variable="issued" form="numeric" date-parts="year-month-day"/>
    <text variable="URL"/><text variable="note"/>
  </group></layout></bibliography>
</style>`;

const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: (id) => byId.get(id) }, style);
engine.setOutputFormat("text");
engine.updateItems([...byId.keys()]);
const [{ entry_ids }, lines] = engine.makeBibliography();
console.log(JSON.stringify(Object.fromEntries(entry_ids.map(([id], number) => [id, lines[number].trim()]))));
