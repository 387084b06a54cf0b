package region

import "strings"

// Level says what a region is.
type Level string

// The levels that have codes. Townships have none of their own here.
const (
	Province Level = "province"
	City     Level = "city" // also 地区, 自治州, 盟
	County   Level = "county"
)

// Region is an administrative region while it had one code and one name. A
// code that was given to another region later stands in two of them.
type Region struct {
	// Code has six digits.
	Code string
	// Name is the full name, 恩施土家族苗族自治州.
	Name string
	// From is the first year that ended with the region under this code and
	// name, 0 if that was before 2003.
	From int
	// To is the year in which it ended, 0 while it is there.
	To int
	// Successor is the code under which the region went on in To, "" where it
	// did not: it was abolished, split or merged into others.
	Successor string
}

// Level tells from the code what the region is.
func (r *Region) Level() Level {
	switch {
	case r.Code[2:] == "0000":
		return Province
	case r.Code[4:] == "00":
		return City
	}
	return County
}

// In tells whether the region was there at the end of a year.
func (r *Region) In(year int) bool {
	return r.From <= year && (r.To == 0 || year < r.To)
}

// ends are what names of regions end with, the longer ones first.
var ends = []string{"特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "林区", "省", "市", "盟", "县", "区", "旗"}

// Short is the name without what the region is called: 江西, 内蒙古, 赣县 for
// 赣县区. A name of one character (赣县) and those of autonomous counties and
// prefectures stay whole.
func (r *Region) Short() string {
	if strings.HasSuffix(r.Name, "自治县") || strings.HasSuffix(r.Name, "自治旗") {
		return r.Name
	}
	for _, end := range ends {
		if short, ok := strings.CutSuffix(r.Name, end); ok && len(short) > len("赣") {
			return short
		}
	}
	return r.Name
}

// inside tells whether a code belongs to a region's: 4290?? and 4201?? to 420000.
func inside(code, of string) bool {
	return strings.HasPrefix(code, strings.TrimSuffix(strings.TrimSuffix(of, "00"), "00"))
}
