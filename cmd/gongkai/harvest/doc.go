// Package harvest ties the parts together for a crawl: it reads the pages that
// crawler fetches with extract, judges their links, and keeps everything in store.
//
//	reader.go   pages → reports and judged links (crawler.Reader)
//	rules.go    the rules that judge a link, as data, and how they apply
//	journal.go  the database as the crawl's journal (crawler.Journal)
package harvest
