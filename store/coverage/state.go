package coverage

// State is what is known of an agency's report for a year.
type State string

// The states, in the order in which they are told.
const (
	Published   State = "published"
	Unreadable  State = "published_unreadable"
	Withdrawn   State = "withdrawn"
	NotFound    State = "not_found"
	Blocked     State = "blocked"
	Unreachable State = "unreachable"
	NotCrawled  State = "not_crawled"
	NotDue      State = "not_due"
	NoRoster    State = "no_roster"
)

// StateInfo explains a state.
type StateInfo struct {
	State State
	// Letter stands for it in narrow tables.
	Letter string
	// Meaning is one sentence.
	Meaning string
}

// States explains every state, in their order.
func States() []StateInfo {
	return []StateInfo{
		{Published, "p", "a report is there, and its tables were read"},
		{Unreadable, "u", "a report is there, but none of its tables was read: it has none, or they are pictures; or a report of the agency names no year and may be this one"},
		{Withdrawn, "w", "a report was there; every address that showed it is gone"},
		{NotFound, "n", "the site was read to its end after the report was due, and no report was found; the date says when"},
		{Blocked, "b", "the site wants a human, or its robots.txt forbids pages where the report may be"},
		{Unreachable, "x", "the last crawl could not read the site"},
		{NotCrawled, "c", "the site was not read to its end since the report was due"},
		{NotDue, "d", "the report was not due yet: agencies have until 31 January, governments at county level and above until 31 March"},
		{NoRoster, "–", "nobody told which agencies to expect"},
	}
}
