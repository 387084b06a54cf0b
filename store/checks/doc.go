// Package checks tells where reports contradict themselves, the years around
// them, their other sources, or what is usual. A finding says what is printed;
// it corrects nothing and accuses nobody.
//
//	data/checks.json  the catalogue: codes, severities, titles, texts, bounds
//	catalogue.go      reading and validating it
//	checker.go        what is asked of reports, prepared from the forms
//	report.go         a report as checks see it
//	finding.go        what was found
//	within.go         equations of the form, text against tables, units printed
//	years.go          equations between years, jumps, amounts 10,000 times another
//	peers.go          outliers among reports of one level, kind, scope and year
//	sources.go        sources of one report that differ
//	explain.go        findings in words, English and Chinese
//	refresh.go        keeping the findings of a database up to date
//	query.go          and asking for them
//
// A figure is compared with other reports only where a number is printed for
// it (status read: nothing blank, ambiguous, invalid or derived) and where no
// false equation of its own report holds it: that contradiction is told once,
// in its own report. Amounts are compared only in 万元 by a printed unit.
// Reports are compared within one agency and scope, with the year before or
// after, and among peers only where level, kind and scope are known. Where the scope
// is unknown only reports under one printed name are taken for one body's: a
// government and its office may publish one each.
//
// Findings are stored, since those among peers hang on every report of a year;
// the store notes each agency that changed since, so that what is out of date
// is always known to be.
package checks
