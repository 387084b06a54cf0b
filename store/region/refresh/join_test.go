package main

import (
	"bytes"
	"strings"
	"testing"
)

// dated makes a list of "code name" lines.
func dated(year int, lines ...string) list {
	l := list{from: "test", year: year, names: map[string]string{}}
	for _, line := range lines {
		code, name, _ := strings.Cut(line, " ")
		l.names[code] = name
	}
	return l
}

func TestJoin(t *testing.T) {
	changes := []change{
		{2018, place{"360103", "丁县"}, place{"360113", "丁州区"}},
		{2019, place{}, place{"360114", "戊区"}},
		{2019, place{"360104", "己区"}, place{}},
	}
	got, err := join([]list{
		dated(2010, "360101 甲南县", "360102 乙北县", "360103 丁县", "360104 己区", "360105 庚市", "360106 辛东区", "360107 壬西区"),
		dated(2012, "360111 甲南区", "360122 乙北县", "360103 丁县", "360104 己区", "360106 辛西区", "360107 壬西区"), // 庚市 is left out once
		dated(2016, "360111 甲南区", "360122 乙北县", "360103 丁县", "360104 己区", "360105 庚市", "360106 辛西区"),
		dated(2021, "360111 甲南区", "360122 乙北县", "360113 丁州区", "360114 戊区", "360105 庚市", "360106 辛西区"),
	}, changes)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := write(&out, got); err != nil {
		t.Fatal(err)
	}
	want := `360101	甲南县		2012	360111
360102	乙北县		2012	360122
360103	丁县		2018	360113
360104	己区		2019	
360105	庚市			
360106	辛东区		2012	360106
360106	辛西区	2012		
360107	壬西区		2016	
360111	甲南区	2012		
360113	丁州区	2018		
360114	戊区	2019		
360122	乙北县	2012		
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestUndatedChangeIsAnError(t *testing.T) {
	_, err := join([]list{dated(2016, "360101 甲南县"), dated(2021, "360111 甲南区")}, nil)
	if err == nil || !strings.Contains(err.Error(), "甲南县") || !strings.Contains(err.Error(), "甲南区") {
		t.Errorf("got %v", err)
	}
}

func TestTwoThatCouldBeMeantAreNone(t *testing.T) {
	got := successors(
		[]place{{"350401", "甲南县"}, {"350402", "甲南市"}, {"350403", "丙县"}, {"350404", "丙市"}, {"350406", "丁北市"}},
		[]place{{"350411", "甲南区"}, {"350412", "丙区"}, {"350600", "丁北市"}},
	)
	if len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
