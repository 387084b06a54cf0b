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
// 赣县区, 恩施 for 恩施土家族苗族自治州. A name of one character (赣县) stays whole.
func (r *Region) Short() string {
	if stem, _ := r.autonomous(); stem != "" {
		return stem
	}
	for _, end := range ends {
		if short, ok := strings.CutSuffix(r.Name, end); ok && len(short) > len("赣") {
			return short
		}
	}
	return r.Name
}

// Common is what an autonomous prefecture, county or banner is called for
// short: 恩施州, 麻阳县. Others are called by their name.
func (r *Region) Common() string {
	if stem, end := r.autonomous(); stem != "" {
		return stem + end
	}
	return r.Name
}

// peoples stand in the names of autonomous regions, the longer ones before
// those that end like them.
var peoples = []string{"哈萨克", "蒙古", "柯尔克孜", "锡伯", "回", "各", "藏", "满", "苗", "侗", "壮", "瑶", "彝", "白", "傣", "羌", "黎", "畲", "水", "佤",
	"土家", "土", "布依", "哈尼", "朝鲜", "维吾尔", "塔吉克", "景颇", "拉祜", "纳西", "傈僳", "独龙", "怒", "普米", "布朗", "仡佬", "仫佬", "毛南", "达斡尔",
	"鄂温克", "鄂伦春", "裕固", "东乡", "保安", "撒拉"}

// autonomous cuts the name of an autonomous prefecture, county or banner into
// its place and how it is called for short; "" for others. The people is the
// place of 东乡族自治县.
func (r *Region) autonomous() (place, end string) {
	place, ok := "", false
	for _, call := range []string{"州", "县", "旗"} {
		if place, ok = strings.CutSuffix(r.Name, "自治"+call); ok {
			end = call
			break
		}
	}
	if !ok {
		return "", ""
	}
	for cut := true; cut; {
		cut = false
		for _, p := range peoples {
			for _, name := range []string{p + "族", p} {
				if rest, ok := strings.CutSuffix(place, name); ok && len(rest) > len("赣") {
					place, cut = rest, true
				} else if place == name {
					return p, end
				}
			}
		}
	}
	return place, end
}

// Within tells whether a code is a region's or of one below it: 4290?? and 4201??
// belong to 420000.
func Within(code, of string) bool { return strings.HasPrefix(code, Prefix(of)) }

// Prefix is what the codes of a region and of all below it begin with.
func Prefix(code string) string {
	return strings.TrimSuffix(strings.TrimSuffix(code, "00"), "00")
}
