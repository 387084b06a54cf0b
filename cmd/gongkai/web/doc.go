// Package web serves the database as pages for people and as a JSON API. It
// reads only: it is given a store that cannot write.
//
// Serving:
//
//	web.go       New: the handler, its parts and its settings
//	routes.go    every address with what answers it
//	guard.go     what keeps it safe in public: headers, limits, rates
//	answer.go    an answer is made whole, then sent with its validator
//	stream.go    answers that are too large to be held
//	failure.go   errors as pages and as JSON
//	page.go      a page: language, links
//	templates.go what pages are made by
//	prepare.go   what is kept is made before the first visitor comes
//	memo.go      answers that are kept until the database says something else
//	words.go     what the interface says, in English and Chinese (words/)
//	matrices.go  coverage matrices, kept so
//	params.go    parameters of addresses, refused where they make no sense
//
// Pages, each with its template in templates/:
//
//	start.go     search box, what is there, what is new
//	nation.go    its trend of all agencies; tiles.go: its map of the coverage
//	checks.go    what checks found
//	coverage.go  which reports are there, and what is known of the others
//	trends.go    a measure over the years, and its picture
//	rank.go      who comes first by a measure; rank_page.go: its page
//	compare.go   agencies and regions beside each other; compare_page.go: their page
//	picture.go   charts as pictures and as parts of pages
//	measured.go  what pages of measures ask and offer; measured_cell.go: a value
//	runs.go      how the crawls fare
//	data.go      what can be taken along
//	sql.go       questions in SQL, within limits; sql_question.go: one's own or a saved one
//	report.go    a report: its record and what else there is of it
//	report_tables.go    its tables, cell by cell
//	report_findings.go  what it contradicts
//	report_text.go      its text, with the claims marked
//	report_changes.go   what a revision says otherwise
//	archive.go   archived pages in a sandbox
//	agency.go    an agency: years side by side, peers.go what is usual, spark.go small lines
//	lists.go     agencies and reports, facets.go what narrows them,
//	             report_index.go, agency_index.go, finding_index.go: lists in
//	             memory, index.go how they are narrowed
//	search.go    reports by their text, agencies by their name
//
// The API, below /api/v1:
//
//	api.go            a list in pages of JSON, or whole as CSV, NDJSON and XLSX
//	api_resources.go  the lists
//	api_findings.go   what checks found, coverage, search
//	api_report.go     one report whole
//	api_measures.go   those of measures
//	openapi.go        their description
//
// The pages are looked at in a real browser by the tests of browser/.
//
// The scripts and styles of static/ are served as they are, compressed. They are
// ours but for static/vendor, which holds Apache ECharts as it is distributed,
// with its licence. Charts are pictures made here; a script draws them in their
// place from the same data.
package web
