// Package store keeps what a crawl finds in one SQLite file: the archive of raw
// pages, the frontier, the requests made, and the reports read, each under an
// identity that is made from content.
//
// Setting up:
//
//	store.go          Open, OpenReadOnly, Close, times
//	transaction.go    a write, and what it has learnt of the database
//	insert.go         many rows of one owner
//	connect.go        DSN, pools, telling our files from others
//	migrate.go        numbered files of migrations/, one transaction each
//	schema.go         Schema: schema.txt explains every table and column
//	errors.go         the errors callers may branch on
//	lock.go           the crawl lock beside the database
//	version.go        whether anything has changed
//
// Crawling:
//
//	run.go            Begin, End, Runs
//	site.go           Sites; label.go: what people call them
//	status.go         Status: how each site fares
//	drift.go          MeasureDrift: what became less since the last run
//	found.go          addresses that pages lead to; listed.go: which lists name them
//	address.go        the frontier: Seed; claimed.go: Next, Ahead; waiting.go counts it
//	archive.go        Archive, Body, Exchange: raw pages, packed, by digest; appearance.go:
//	                  which address shows which
//	together.go       writes of a crawl in common transactions, which stay open for a moment
//	commit.go         Commit: a visit and what was read from it, at once
//
// Reports, from the page down to the figure:
//
//	reading.go        what an extractor found in a body; identities
//	reextract.go      PendingExtraction, SaveExtraction
//	attachment.go     documents attached to pages, and what they showed together
//	sighting.go       when a report was seen, on its page or with its documents
//	revision.go       which contents are revisions, and which one counts
//	agency.go         the row of a name on a site
//	identity.go       whom a name on a site means; resolve/ knows names
//	resolved.go       Resolve: all names anew where more is known
//	ruling.go         Rule, Unrule: identities corrected by hand
//	place.go          which report stands in the panel
//	content.go        everything found in a report, stored once
//	content_load.go   and given back
//	search_index.go   the index of their words
//	digest.go         what makes two contents equal, or one revision
//	statistic.go      figures, one narrow row each
//	key.go            the names of figures
//	number.go         exact decimals in SQLite columns
//	id.go             public ids
//
// Keeping the archive:
//
//	carry.go          what the pages do not tell, for another machine
//	walk.go           EachArchived: every answer, for exports
//	import.go         Import: pages that other archives fetched
//	prune.go          Prune: bytes that no current reading needs
//	forget.go         Forget, and erase.go what it removes
//	tombstone.go      what is never stored again
//	backup.go         Backup: a copy while others write
//	maintain.go       Exclude, Vacuum, Checkpoint
//	trouble.go        full disks and read-only directories, in words
//
// Asking:
//
//	report.go         ListReports, FindReport, LoadReport
//	agencies.go       Agencies, FindAgency
//	tally.go          EachListed, EachListedFinding, EachSpelling: lists to be kept
//	panel.go          EachPanel: figures by agency, scope and year
//	sheet.go          the panel of a year packed column by column; sheet_build.go,
//	                  sheet_read.go (sheet_rows.go keeps rows, sheet_column.go has
//	                  figures); pack/ has the bytes
//	export.go         EachStatistic, EachClaim
//	contradicted.go   what reports contradict, for checks/ to word
//	finding.go        what it found, and what is due; finding_query.go asks for it
//	reach.go          how completely sites were seen, for coverage/ to judge
//	search.go         Search: full text; what a word is, package fulltext says
//	statement.go      one statement told from several
//	query.go          Query: the user's own SQL, reading only
//	audit.go          AuditCases, SaveVerdict, Verdicts; audit/ draws and estimates
//
// The views of the migrations are public, everything else in the file may change
// with a migration.
package store
