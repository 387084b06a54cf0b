package decimal

import "testing"

func TestNumberKeepsDecimalsExact(t *testing.T) {
	for in, want := range map[string]string{"0.1": "0.1", "59237.2449": "59237.2449", "-0.05": "-0.05", "10.50": "10.5", "007": "7"} {
		n, err := Parse(in)
		if err != nil || n.String() != want {
			t.Errorf("Parse(%q) = %s, %v, want %s", in, n, err, want)
		}
	}
	a, _ := Parse("0.1")
	b, _ := Parse("0.2")
	c, _ := Parse("0.3")
	if sum, err := a.Add(b); err != nil || sum != c {
		t.Errorf("0.1 + 0.2 = %s, %v", sum, err)
	}
	yuan, _ := Parse("251000")
	if v, err := yuan.Shift(-4); err != nil || v.String() != "25.1" {
		t.Errorf("251000 元 = %s 万元, %v", v, err)
	}
	big := New(1<<62, 0)
	if _, err := big.Add(big); err == nil {
		t.Error("an overflow went unnoticed")
	}
}
