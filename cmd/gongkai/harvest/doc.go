// Package harvest ties the parts together for a crawl: it reads the pages that
// crawler fetches with extract, judges their links, and keeps everything in store.
//
//	reader.go   pages → reports and judged links (crawler.Reader)
//	attached.go documents attached to a report whose page lacks tables
//	together.go pages of the archive, read with what is attached to them
//	rules.json  the rules that judge a link, as data; rules.go how they apply
//	place.go    where on its site a page stands: title, column, breadcrumb, headings
//	apology.go  pages that stand in for one that was removed
//	fallback.go search and sitemap of a site whose home page leads nowhere
//	journal.go  the database as the crawl's journal (crawler.Journal)
package harvest
