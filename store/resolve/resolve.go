// Package resolve tells whom an agency's printed name means.
package resolve

// Version changes with every change of the rules; stored identities are worked
// out anew when it does.
const Version = "0"

// The certainties of a Result.
const (
	Certain = "certain"
	Likely  = "likely"
	None    = "none"
)

// Context is what is known of a name beside its letters.
type Context struct {
	Host, SiteTitle, SiteRegion string
	InferredRegion, InferredWhy string
}

// Result is whom a name means.
type Result struct {
	Key, Name, Region, RegionName string
	Level, Kind                   string
	Certainty, Evidence           string
}

// Agency resolves a name.
func Agency(name string, c Context) Result {
	return Result{Name: name, Level: "unknown", Kind: "unknown", Certainty: None}
}

// Site infers the region of a site from the names of its agencies.
func Site(c Context, names []string) (region, evidence string) { return "", "" }
