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

func TestNumberKeepsDecimalsExact(t *testing.T) {
	for in, want := range map[string]string{"0.1": "0.1", "59237.2449": "59237.2449", "-0.05": "-0.05", "10.50": "10.5", "007": "7"} {
		n, err := ParseNumber(in)
		if err != nil || n.String() != want {
			t.Errorf("ParseNumber(%q) = %s, %v, want %s", in, n, err, want)
		}
	}
	a, _ := ParseNumber("0.1")
	b, _ := ParseNumber("0.2")
	c, _ := ParseNumber("0.3")
	if sum, err := a.Add(b); err != nil || sum != c {
		t.Errorf("0.1 + 0.2 = %s, %v", sum, err)
	}
	yuan, _ := ParseNumber("251000")
	if v, err := yuan.Shift(-4); err != nil || v.String() != "25.1" {
		t.Errorf("251000 元 = %s 万元, %v", v, err)
	}
	big := NewNumber(1<<62, 0)
	if _, err := big.Add(big); err == nil {
		t.Error("an overflow went unnoticed")
	}
}
