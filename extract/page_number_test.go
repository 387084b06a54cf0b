package extract

import "testing"

func TestPageNumbersAreTold(t *testing.T) {
	for s, want := range map[string]bool{
		"- 3 -": true, "第3页": true, "第 3 页 共 8 页": true, "3 / 8": true, "Page 8": true, "P. 8": true, "Page 8 - 2020年报_样例局": true,
		"3": false, "-": false, "8 / 3": false, "0/0": false, "1/2/3": false, "-35": false, "Page": false, "P. ABC": false, "Page 8 件": false, "12件": false,
	} {
		if got := isPageNumber(s); got != want {
			t.Errorf("isPageNumber(%q) = %v, want %v", s, got, want)
		}
	}
}
