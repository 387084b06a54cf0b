package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store/audit"
	"gongkai/store/region"
	"gongkai/store/resolve"
)

// releaseAbout tells by which versions of everything a release was made.
type releaseAbout struct {
	Program   string `json:"program"`
	Extractor string `json:"extractor"`
	// ReadBy counts reports by the version that read them.
	ReadBy       map[string]int `json:"reports_read_by"`
	Forms        []formVersion  `json:"forms"`
	Regions      string         `json:"region_list"`
	Resolver     string         `json:"agency_rules"`
	Since        *string        `json:"changes_since"`
	Derived      bool           `json:"derived_figures"`
	Experimental bool           `json:"experimental_forms"`
	Audit        *auditRate     `json:"audit"`
}

type formVersion struct {
	Format       string `json:"format"`
	Digest       string `json:"digest"`
	Experimental bool   `json:"experimental"`
}

// auditRate is how many figures were found wrong by eye, see package audit.
type auditRate struct {
	Reports int `json:"reports"`
	Figures int `json:"figures"`
	Wrong   int `json:"wrong"`
	// WrongReports have a wrong figure.
	WrongReports int       `json:"reports_with_wrong_figures"`
	OfFigures    rateOfAll `json:"share_of_figures"`
	OfReports    rateOfAll `json:"share_of_reports"`
	// Unjudged counts reports of which nothing is known: none of their form,
	// source and quality was judged.
	Unjudged int `json:"reports_of_sorts_not_judged"`
}

// rateOfAll is a share with its 95 % interval, worked out between reports.
type rateOfAll struct {
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

func (t *releaseTables) about(ctx context.Context) (*releaseAbout, error) {
	a := &releaseAbout{
		Program: "gongkai " + version, Extractor: extract.Version, ReadBy: map[string]int{}, Regions: region.Digest(), Resolver: resolve.Version,
		Derived: t.forms.Derived, Experimental: t.forms.Experimental,
	}
	for _, f := range t.forms.all {
		digest, err := formDigest(f)
		if err != nil {
			return nil, err
		}
		a.Forms = append(a.Forms, formVersion{f.Format, digest, f.Experimental})
	}
	if t.last != nil {
		a.Since = &t.last.Version
	}
	reports := 0
	err := t.db.Query(ctx, `SELECT extractor_version, count(*) FROM report_view WHERE current = 1 GROUP BY 1`, func([]string) error { return nil },
		func(row []any) error {
			reader, _ := tabular.AsText(row[0])
			n, _ := row[1].(int64)
			a.ReadBy[reader] = int(n)
			reports += int(n)
			return nil
		})
	if err != nil {
		return nil, err
	}
	if older := reports - a.ReadBy[extract.Version]; older > 0 {
		t.app.problem("release", fmt.Errorf("%d reports were read by another version of the extractor: gongkai reextract reads them again", older))
	}
	a.Audit, err = t.auditRate(ctx)
	return a, err
}

// auditRate is nil without verdicts on what is stored now.
func (t *releaseTables) auditRate(ctx context.Context) (*auditRate, error) {
	cases, err := t.db.AuditCases(ctx)
	if err != nil {
		return nil, err
	}
	verdicts, err := t.db.Verdicts(ctx)
	if err != nil {
		return nil, err
	}
	e := audit.Estimate(cases, verdicts, audit.Usual())
	if e.Reports == 0 {
		return nil, nil
	}
	r := &auditRate{Reports: e.Reports, Figures: e.Figures, Wrong: e.Wrong, WrongReports: e.WrongReports, OfFigures: rateOfAll(e.OfFigures), OfReports: rateOfAll(e.OfReports)}
	for _, s := range e.Unjudged {
		r.Unjudged += s.Reports
	}
	return r, nil
}

// formDigest stands for what a form was when the program was built.
func formDigest(f *form.Form) (string, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("form %s: %w", f.Format, err)
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}
