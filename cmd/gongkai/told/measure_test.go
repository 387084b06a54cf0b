package told

import "testing"

func TestThousandsAreSetApart(t *testing.T) {
	for number, want := range map[string]string{"": "", "0": "0", "999": "999", "1000": "1,000", "-1000": "-1,000", "-999": "-999", "1234567.8901": "1,234,567.8901", "12345678901234567890": "12,345,678,901,234,567,890",
		"45.4 %": "45.4 %", "1234.5 %": "1,234.5 %"} {
		if got := Grouped(number); got != want {
			t.Errorf("%q: %q, want %q", number, got, want)
		}
	}
}
