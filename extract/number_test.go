package extract

import "testing"

func TestReadFigure(t *testing.T) {
	for _, c := range []struct {
		raw    string
		status Status
		value  string
		unit   string
	}{
		{"0", StatusRead, "0", ""},
		{" 12 ", StatusRead, "12", ""},
		{"\u00a0７８\u3000", StatusRead, "78", ""},
		{"1,234,567", StatusRead, "1234567", ""},
		{"1，234", StatusRead, "1234", ""},
		{"12,34", StatusInvalid, "", ""},
		{"1,,234", StatusInvalid, "", ""},
		{"-35", StatusRead, "-35", ""},
		{"－35", StatusRead, "-35", ""},
		{"减3", StatusRead, "-3", ""},
		{"增7", StatusRead, "7", ""},
		{"+7", StatusRead, "7", ""},
		{"增3减2", StatusInvalid, "", ""},
		{"251000元", StatusRead, "251000", "元"},
		{"0.37万元", StatusRead, "0.37", "万元"},
		{"12件", StatusRead, "12", "件"},
		{"30人次", StatusRead, "30", "人次"},
		{"22（其中修订16件）", StatusRead, "22", ""},
		{"55(含自然失效29件)", StatusRead, "55", ""},
		{"3(2)", StatusInvalid, "", ""},
		{"(3)", StatusInvalid, "", ""},
		{"153103.83", StatusRead, "153103.83", ""},
		{"0.00", StatusRead, "0", ""},
		{"1.", StatusInvalid, "", ""},
		{".5", StatusInvalid, "", ""},
		{"1.2.3", StatusInvalid, "", ""},
		{"1 234", StatusInvalid, "", ""},
		{"O", StatusRead, "0", ""},
		{"〇", StatusRead, "0", ""},
		{"O5", StatusInvalid, "", ""},
		{"", StatusBlank, "", ""},
		{"\u00a0", StatusBlank, "", ""},
		{"-", StatusBlank, "", ""},
		{"——", StatusBlank, "", ""},
		{"/", StatusBlank, "", ""},
		{"无", StatusBlank, "", ""},
		{"由区政府办统一填报", StatusInvalid, "", ""},
		{"约30", StatusInvalid, "", ""},
		{"12%", StatusInvalid, "", ""},
		{"99999999999999999999", StatusInvalid, "", ""},
	} {
		f := readFigure(c.raw)
		if f.status != c.status || f.status == StatusRead && f.value.String() != c.value || f.unit != c.unit {
			t.Errorf("readFigure(%q) = %s %s %q, want %s %s %q", c.raw, f.status, f.value, f.unit, c.status, c.value, c.unit)
		}
	}
}
