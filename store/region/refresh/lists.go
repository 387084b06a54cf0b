package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// list is what was in force at one time: names by code.
type list struct {
	from  string // the file
	year  int
	names map[string]string
}

// The lists of the two later packages, by what their README files say they hold.
const (
	pccYear      = 2021 // codes of the Ministry of Civil Affairs, begin of 2021
	divisionYear = 2023 // codes of the National Bureau of Statistics, 30 June 2023
)

// readLists reads all lists, oldest first.
func readLists(gb2260, pcc, division string) ([]list, error) {
	files, err := filepath.Glob(filepath.Join(gb2260, "lib", "20[0-9][0-9][0-9][0-9].json"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s holds no dated lists", gb2260)
	}
	slices.Sort(files)
	var lists []list
	for _, f := range files {
		l, err := readDated(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		lists = append(lists, l)
	}
	for _, p := range []struct {
		dir   string
		year  int
		files []string
	}{
		{pcc, pccYear, []string{"province.csv", "city.csv", "area.csv"}},
		{division, divisionYear, []string{"provinces.csv", "cities.csv", "areas.csv"}},
	} {
		l := list{from: p.dir, year: p.year, names: map[string]string{}}
		for _, f := range p.files {
			if err := l.readCSV(filepath.Join(p.dir, "dist", f)); err != nil {
				return nil, err
			}
		}
		lists = append(lists, l)
	}
	for _, l := range lists {
		l.keepRegions()
		if len(l.names) < 3000 {
			return nil, fmt.Errorf("%s: only %d regions", l.from, len(l.names))
		}
	}
	return lists, nil
}

// readDated reads a list of gb2260, named by year and month.
func readDated(file string) (list, error) {
	l := list{from: file}
	text, err := os.ReadFile(file)
	if err != nil {
		return l, err
	}
	if l.year, err = strconv.Atoi(filepath.Base(file)[:4]); err != nil {
		return l, err
	}
	return l, json.Unmarshal(text, &l.names)
}

// readCSV adds the first two columns, code and name; shorter codes are those of
// the Bureau of Statistics without their noughts.
func (l list) readCSV(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, r := range rows[min(1, len(rows)):] {
		if len(r[0]) > 6 {
			return fmt.Errorf("%s: code %q", file, r[0])
		}
		l.names[r[0]+"000000"[len(r[0]):]] = r[1]
	}
	return nil
}

// statistical are codes that only the Bureau of Statistics has, for places
// without a region of their own, besides its zones (71 to 79).
var statistical = []string{
	"232761", "232762", "232763", "232764", // parts of 大兴安岭地区
	"620201", // 嘉峪关市 once more, as a county
	"632857", // 大柴旦
}

// keepRegions drops what is no region: headings that only group codes (市辖区, 市,
// 县, 省直辖县级行政区划), islands listed for the sea around them, and codes of
// statistics.
func (l list) keepRegions() {
	for code, name := range l.names {
		zone := code[4:] >= "71" && code[4:] <= "79"
		heading := name == "县" || name == "市" || strings.HasSuffix(name, "市辖区") || code[2:4] == "90" && code[4:] == "00"
		islands := strings.Contains(name, "群岛")
		if zone || heading || islands || l.year == divisionYear && slices.Contains(statistical, code) {
			delete(l.names, code)
		}
	}
}
