package extract

import (
	"fmt"
	"time"
)

// parseDate reads the day a text begins with: 2020-01-30, 2020年1月30日,
// 2020/1/30, 2020.1.30, 20200130. Days are Asia/Shanghai days as printed.
func parseDate(s string) (string, bool) {
	s = narrow(s)
	var parts [3]int
	n, digits, value := 0, 0, 0
	compact := ""
	for i, r := range s + "\x00" {
		if r >= '0' && r <= '9' {
			value = value*10 + int(r-'0')
			if digits++; digits > 8 {
				return "", false
			}
			continue
		}
		if digits > 0 {
			if digits == 8 && n == 0 {
				compact = s[:i]
				break
			}
			parts[n] = value
			if n++; n == 3 {
				break
			}
			digits, value = 0, 0
		}
		switch r {
		case '-', '/', '.', '年', '月', ' ':
		default:
			if n < 3 {
				return "", false
			}
		}
	}
	var t time.Time
	var err error
	if compact != "" {
		t, err = time.Parse("20060102", compact)
	} else if n == 3 {
		t, err = time.Parse("2006-1-2", fmt.Sprintf("%d-%d-%d", parts[0], parts[1], parts[2]))
	} else {
		return "", false
	}
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return "", false
	}
	return t.Format(time.DateOnly), true
}
