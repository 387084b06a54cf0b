// Package coverage tells what is known of the reports that should be there, in
// words that accuse nobody wrongly: a report that is not in the database may be
// forbidden to see, not looked for yet, or not due.
//
//	state.go     the states, and what each means
//	due.go       when a report is due, and what is late
//	roster.go    who is expected in which year
//	coverage.go  Records: the state of every expected agency and year
//	reach.go     what a site's crawl allows to be said of what was not found
//	count.go     Count: how many agencies of a group are in each state
//
// # Who is expected
//
// There is no public list of the agencies that must publish, so the roster is
// what was seen: an agency is expected from the first year of which a report of
// it is known to the last year asked for, and not before: it may not have
// existed. In years after its last report it may have been abolished, merged or
// renamed; such records say "after" in Expected, those between two reports
// "between". A site that the sites file names and on which no report
// of anybody was found is expected to have one in every year ("listed"). A group without anybody
// expected has the state no_roster: nothing can be said of it.
package coverage
