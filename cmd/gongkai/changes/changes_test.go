package changes

import (
	"testing"

	"gongkai/extract"
)

func TestDifferingKeepsWholeCharacters(t *testing.T) {
	for _, c := range [][4]string{
		{"公开甲类信息", "公开乙类信息", "甲", "乙"}, {"abc", "abc", "", ""}, {"", "新", "", "新"}, {"一二", "一", "二", ""},
		{"丁x", "丂x", "丁", "丂"}, // they share two of three bytes
		{"aa", "aaa", "", "a"},
	} {
		if was, became := differing(c[0], c[1]); was != c[2] || became != c[3] {
			t.Errorf("%q, %q: %q, %q", c[0], c[1], was, became)
		}
	}
}

func TestWhatIsNotThereAnyMoreIsTold(t *testing.T) {
	raw := "1"
	was := extract.Report{Statistics: []extract.Statistic{{Section: "s", Row: "r", Col: "c", Raw: &raw, Status: extract.StatusRead}}}
	got := Of(&was, &extract.Report{})
	if len(got) != 1 || got[0].Became != nil || got[0].Was != "1" || got[0].WasStatus != "read" {
		t.Errorf("%+v", got)
	}
}
