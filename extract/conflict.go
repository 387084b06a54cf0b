package extract

import (
	"strings"
	"unicode/utf8"
)

// sameAgency tells whether two names can be one agency's: a short form is a
// subsequence of the long one (教体局, 教育和体育局), a government stands for its
// office, and a place may be left out. It is asked before a contradiction is
// reported, so it would rather say yes.
func sameAgency(a, b string) bool {
	pa, ta := placeAndBody(a)
	pb, tb := placeAndBody(b)
	if ta == "" || tb == "" {
		return true // a government, or its office
	}
	if !subsequence(ta, tb) && !subsequence(tb, ta) {
		return false
	}
	return pa == "" || pb == "" || subsequence(pa, pb) || subsequence(pb, pa)
}

// placeAndBody parts 样例县水务局 into 样例县 and 水务. The body of a government
// and of its offices is "".
func placeAndBody(s string) (place, body string) {
	for _, w := range []string{"党政综合办公室", "党政办公室", "综合办公室", "办公室", "办公厅", "人民政府", "政府", "信息公开工作领导小组", "信息公开", "办事处", "管理委员会", "委员会", "管委会", "局", "委"} {
		s = strings.TrimSuffix(s, w)
	}
	cut := 0
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		if strings.ContainsRune("省市县区州盟旗", r) && !endsIn(s[:end], notPlaces) && !strings.HasPrefix(s[i:], "市场") && !strings.HasPrefix(s[i:], "市政") {
			cut = end
		}
	}
	return s[:cut], s[cut:]
}

// notPlaces end in the character of a place and are none.
var notPlaces = []string{"城市", "社区", "园区", "地区", "灾区"}

// subsequence tells whether the characters of short stand in long in order.
func subsequence(short, long string) bool {
	rest := []rune(short)
	for _, r := range long {
		if len(rest) > 0 && rest[0] == r {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}
