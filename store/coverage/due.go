package coverage

import (
	"strings"
	"time"
)

// china is the time by which days end there.
var china = time.FixedZone("Asia/Shanghai", 8*3600)

// Due is the first moment at which the report of a year is late: agencies
// publish by 31 January of the next year, governments at county level and above
// by 31 March (政府信息公开条例 2019, arts. 49 and 50). Agencies of unknown kind have
// the longer time, and so has everybody for the years before 2019, when
// the older rules said 31 March for all.
func Due(kind string, year int) time.Time {
	if kind == "government" || kind == "unknown" || kind == "" || year < 2019 {
		return time.Date(year+1, time.April, 1, 0, 0, 0, 0, china)
	}
	return time.Date(year+1, time.February, 1, 0, 0, 0, 0, china)
}

// LateMeaning defines the rate of late reports.
const LateMeaning = "reports whose printed date of publication (发布, 公开 and the like, not of writing) is after they were due, over reports that print such a date"

// publication are in the names of dates on which something went onto the web.
// Dates of writing or of a catalogue entry say nothing about that.
var publication = []string{"发布", "公开", "公布", "发表", "上网", "上传", "pubdate", "publish"}

// lateness tells whether a date is one of publication, and whether the report
// was late then.
func lateness(on, dateKind, agencyKind string, year int) (dated, late bool) {
	name := strings.ToLower(dateKind)
	for _, p := range publication {
		if strings.Contains(name, p) {
			day, err := time.ParseInLocation(time.DateOnly, on, china)
			return err == nil, err == nil && !day.Before(Due(agencyKind, year))
		}
	}
	return false, false
}
