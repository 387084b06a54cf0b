package release

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Reports is the table that a comparison needs, by the columns named here.
const Reports = "reports"

// Report is what a package says of a report, as far as a comparison asks.
type Report struct {
	ID, AgencyID, Agency, Scope, Year string
	Revision, PageDigest, Extractor   string
	Withdrawn                         bool
	// Digest stands for all figures.
	Digest string
}

// Change is what became of a report between two packages.
type Change struct {
	// What is added, revised (the site shows another content), reread (the same
	// bytes, read otherwise by a newer version), withdrawn, returned, moved
	// (another agency or year by newer knowledge) or removed.
	What   string
	Report Report // as it is now; as it was where it was removed
	Was    Report
}

// Changes are the changes that can be, in the order in which they are told.
func Changes() []string {
	return []string{"added", "revised", "reread", "moved", "withdrawn", "returned", "removed"}
}

// Compare lists what changed between the reports of two packages, by id.
func Compare(was, now map[string]Report) []Change {
	var list []Change
	for id, n := range now {
		w, known := was[id]
		add := func(what string) { list = append(list, Change{What: what, Report: n, Was: w}) }
		if !known {
			add("added")
			continue
		}
		switch {
		case w.PageDigest != n.PageDigest || w.Revision != n.Revision:
			add("revised")
		case w.Digest != n.Digest:
			add("reread")
		}
		if w.AgencyID != n.AgencyID || w.Scope != n.Scope || w.Year != n.Year {
			add("moved")
		}
		if !w.Withdrawn && n.Withdrawn {
			add("withdrawn")
		}
		if w.Withdrawn && !n.Withdrawn {
			add("returned")
		}
	}
	for id, w := range was {
		if _, still := now[id]; !still {
			list = append(list, Change{What: "removed", Report: w, Was: w})
		}
	}
	order := Changes()
	slices.SortFunc(list, func(a, b Change) int {
		return cmp.Or(strings.Compare(a.Report.ID, b.Report.ID), cmp.Compare(slices.Index(order, a.What), slices.Index(order, b.What)))
	})
	return list
}

// Last is a package that was released before.
type Last struct {
	Dir           string
	Name, Version string
}

// Find reads what a package at dir is called, and its version.
func Find(dir string) (Last, error) {
	b, err := os.ReadFile(filepath.Join(dir, "datapackage.json"))
	if err != nil {
		return Last{}, err
	}
	var p struct{ Name, Version string }
	if err := json.Unmarshal(b, &p); err != nil {
		return Last{}, fmt.Errorf("%s: %w", filepath.Join(dir, "datapackage.json"), err)
	}
	return Last{dir, p.Name, p.Version}, nil
}

// Beside finds the newest package of a name in a directory with a version
// before one, or none.
func Beside(dir, name, before string) (*Last, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var best *Last
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		l, err := Find(filepath.Join(dir, e.Name()))
		if err == nil && l.Name == name && l.Version < before && (best == nil || l.Version > best.Version) {
			best = &l
		}
	}
	return best, nil
}

// ReadReports reads the reports of a package.
func ReadReports(dir string) (map[string]Report, error) {
	reports := map[string]Report{}
	err := EachRow(dir, Reports, func(get func(string) string) error {
		r := Report{
			ID: get("report_id"), AgencyID: get("agency_id"), Agency: get("agency"), Scope: get("scope"), Year: get("year"),
			Revision: get("revision"), PageDigest: get("page_digest"), Extractor: get("extractor_version"),
			Withdrawn: get("withdrawn") == "1", Digest: get("figures_digest"),
		}
		reports[r.ID] = r
		return nil
	})
	return reports, err
}

// EachRow hands on the rows of a package's table, each as a function from a
// column's name to the cell.
func EachRow(dir, table string, do func(get func(string) string) error) error {
	path := filepath.Join(dir, "data", table+".csv")
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.ReuseRecord = true
	head, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	at := map[string]int{}
	for i, name := range head {
		at[name] = i
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := do(func(name string) string {
			if i, ok := at[name]; ok {
				return strings.Clone(row[i])
			}
			return ""
		}); err != nil {
			return err
		}
	}
}
